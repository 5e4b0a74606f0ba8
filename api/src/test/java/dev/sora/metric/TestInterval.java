// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TestInterval {

    /** Values of R's prop.test(89, 100, correct = FALSE) and of scipy's wilson method. */
    @Test
    void ofAShareIsWilsons() {
        Interval interval = Interval.ofShare(89, 100);

        assertThat(interval.low()).isCloseTo(0.8137, within(1e-4));
        assertThat(interval.high()).isCloseTo(0.9375, within(1e-4));
    }

    @Test
    void staysBetweenNothingAndAll() {
        assertThat(Interval.ofShare(0, 10).low()).isZero();
        assertThat(Interval.ofShare(0, 10).high()).isCloseTo(0.2775, within(1e-4));
        assertThat(Interval.ofShare(10, 10).high()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.ofShare(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.ofShare(3, 2));
    }
}
