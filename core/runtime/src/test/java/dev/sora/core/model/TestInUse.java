// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TestInUse {

    private final AtomicInteger released = new AtomicInteger();
    private final InUse use = new InUse("the thing", released::incrementAndGet);

    @Test
    void releasesOnceAfterTheLastCall() {
        InUse.Call outer = use.begin();
        InUse.Call inner = use.begin();
        use.closeAndWait();
        assertThatIllegalStateException().isThrownBy(use::begin).withMessage("the thing is closed");
        inner.close();
        assertThat(released).hasValue(0);
        outer.close();
        assertThat(released).hasValue(1);
        use.closeAndWait();
        assertThat(released).hasValue(1);
    }

    @Test
    void waitsForOtherThreads() throws InterruptedException {
        InUse.Call call = use.begin();
        Thread closing = new Thread(use::closeAndWait);
        closing.start();
        while (closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        closing.interrupt();
        assertThat(released).hasValue(0);
        call.close();
        closing.join();
        assertThat(released).hasValue(1);
    }
}
