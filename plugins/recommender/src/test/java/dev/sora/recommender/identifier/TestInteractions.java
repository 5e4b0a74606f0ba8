// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.State;
import dev.sora.recommender.InMemoryRecords;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestInteractions {

    @Test
    void findsWhatAUserWasNotSeenWith() {
        InMemoryRecords rows =
                InMemoryRecords.texts(
                        "u i", "x a", "x b", "y a", "x d", "y e", "z c", "y c", "x f");
        Vocabulary users = Vocabulary.of(rows, "u", 1);
        Vocabulary items = Vocabulary.of(rows, "i", 1);
        Interactions seen = Interactions.of(rows, users, "u", items, "i");

        for (int user = 0; user < users.size(); user++) {
            int who = user;
            int[] left =
                    IntStream.range(1, items.size()).filter(i -> !seen.contains(who, i)).toArray();
            assertThat(left).hasSize(items.names().size() - seen.count(user));
            for (int position = 0; position < left.length; position++) {
                assertThat(seen.unseen(user, position)).isEqualTo(left[position]);
            }
        }
    }

    @Test
    void savesManyPairs() {
        int users = 200;
        int items = 20_000;
        Vocabulary some = new Vocabulary(names(users));
        Vocabulary others = new Vocabulary(names(items));
        Interactions seen = Interactions.of(many(users, items), some, "u", others, "i");
        State saved = saved(seen);

        Interactions back = Interactions.restore(saved, some, others);
        assertThat(back.size()).isEqualTo(seen.size());
        assertThat(saved(back)).isEqualTo(saved);
    }

    private static State saved(Interactions seen) {
        State.Builder state = State.builder();
        seen.save(state);
        return state.build();
    }

    /** Makes records as they are asked for: three of four pairs. */
    private static Records many(int users, int items) {
        InMemoryRecords rows = InMemoryRecords.texts("u i", "n0 n0");
        return new Records() {
            @Override
            public OptionalLong size() {
                return OptionalLong.empty();
            }

            @Override
            public void forEach(Consumer<DataRecord> action) {
                SplittableRandom random = new SplittableRandom(3);
                for (int user = 0; user < users; user++) {
                    for (int item = 0; item < items; item++) {
                        if (random.nextInt(4) > 0) {
                            action.accept(
                                    new DataRecord(
                                            rows.schema(), "many", 1, "n" + user, "n" + item));
                        }
                    }
                }
            }
        };
    }

    private static List<String> names(int size) {
        return IntStream.range(0, size).mapToObj(i -> "n" + i).toList();
    }
}
