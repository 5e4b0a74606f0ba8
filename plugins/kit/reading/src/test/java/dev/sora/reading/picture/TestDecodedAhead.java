// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.reading.passed.Overlooked;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Results come in order, whichever thread is first. */
final class TestDecodedAhead {

    private static final int COUNT = 50;

    private final AtomicInteger taken = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private Optional<DecodedAhead.Work<Integer>> work() {
        int number = taken.incrementAndGet();
        if (number > COUNT) {
            return Optional.empty();
        }
        if (number == 20) {
            throw new IllegalArgumentException("cannot be read");
        }
        return Optional.of(
                pictures -> {
                    threads.add(Thread.currentThread());
                    if (number % 3 == 0) {
                        Thread.yield();
                    }
                    if (number == 10) {
                        throw new IllegalStateException("cannot be decoded");
                    }
                    pictures.overlooked().add(Overlooked.Reason.HIDDEN, "name " + number);
                    return number;
                });
    }

    @Test
    void resultsAndExceptionsKeepTheirPlaces() throws InterruptedException {
        List<Integer> results = new ArrayList<>();
        try (DecodedAhead<Integer> ahead = new DecodedAhead<>(this::work)) {
            for (int i = 1; i <= COUNT; i++) {
                if (i == 10 || i == 20) {
                    assertThatThrownBy(ahead::next)
                            .hasMessage(i == 10 ? "cannot be decoded" : "cannot be read");
                } else {
                    results.add(ahead.next().orElseThrow());
                }
            }
            assertThat(ahead.next()).isEmpty();
            assertThat(ahead.next()).isEmpty();
            assertThat(ahead.overlooked().count()).isEqualTo(COUNT - 2);
            assertThat(ahead.overlooked().list().get(0).examples().get(0)).isEqualTo("name 1");
        }

        assertThat(results).hasSize(COUNT - 2).isSorted().startsWith(1, 2, 3).endsWith(49, 50);
        for (Thread thread : threads) {
            if (thread != Thread.currentThread()) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    /** Pictures of many megabytes would fill the memory while they wait. */
    @Test
    void fewLargePicturesAreDecodedAhead() {
        byte[] file = Arrays.copyOf("P5 100 100 255\n".getBytes(StandardCharsets.UTF_8), 10_015);
        DecodedAhead.Work<Integer> decoding = pictures -> pictures.decode(file, "a.pgm").width();
        AtomicInteger begun = new AtomicInteger();
        try (DecodedAhead<Integer> ahead =
                new DecodedAhead<>(
                        () -> Optional.of(decoding).filter(w -> begun.incrementAndGet() <= COUNT),
                        20_000)) {
            for (int i = 1; i <= COUNT; i++) {
                assertThat(ahead.next()).contains(100);
                assertThat(begun.get()).isLessThanOrEqualTo(i + 1);
            }
            assertThat(ahead.next()).isEmpty();
        }
    }

    @Test
    void theFirstResultAloneReadsNothingAhead() {
        try (DecodedAhead<Integer> ahead = new DecodedAhead<>(this::work)) {
            assertThat(ahead.next()).contains(1);
            assertThat(taken).hasValue(1);
        }
        assertThat(threads).containsExactly(Thread.currentThread());
    }
}
