// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TestSlidingCounts {

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        AtomicLong minutes = new AtomicLong(-7);
        SlidingCounts counts =
                new SlidingCounts(
                        2,
                        Duration.ofMinutes(12),
                        () -> Duration.ofMinutes(minutes.get()).toNanos());
        counts.add(new int[] {0, 1});
        minutes.addAndGet(11);
        counts.add(new int[] {0});
        assertThat(counts.sums()).containsExactly(2, 1);
        minutes.addAndGet(1);
        assertThat(counts.sums()).containsExactly(1, 0);
        // the slot of the first minute is used again
        counts.add(new int[] {1});
        assertThat(counts.sums()).containsExactly(1, 1);
        minutes.addAndGet(1000);
        assertThat(counts.sums()).containsExactly(0, 0);
    }
}
