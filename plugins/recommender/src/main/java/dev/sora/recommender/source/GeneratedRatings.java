// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.source;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.recommender.source.PreferenceModel.Rated;
import dev.sora.recommender.source.PreferenceModel.User;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Generates ratings, one user at a time, during the pass. */
final class GeneratedRatings implements DataSource {

    private final PreferenceModel tastes;
    private final int users;
    private final int perUser;
    private final String part;
    private final int negatives;

    GeneratedRatings(PreferenceModel tastes, int users, int perUser, String part, int negatives) {
        this.tastes = tastes;
        this.users = users;
        this.perUser = perUser;
        this.part = part;
        this.negatives = negatives;
    }

    @Override
    public Schema schema() {
        return GeneratedRatingsType.SCHEMA;
    }

    @Override
    public OptionalLong size() {
        long each = part.equals("last") ? 1 : part.equals("but-last") ? perUser - 1 : perUser;
        return OptionalLong.of(each * users);
    }

    @Override
    public RecordStream records() {
        return new RecordStream() {
            private final Deque<DataRecord> waiting = new ArrayDeque<>();
            private int drawn;
            private long number;

            @Override
            public Optional<DataRecord> next() {
                while (waiting.isEmpty() && drawn < users) {
                    fill(drawn++);
                }
                return Optional.ofNullable(waiting.poll());
            }

            private void fill(int user) {
                User someone = tastes.user(user, perUser, negatives);
                String untouched =
                        someone.untouched().stream()
                                .map(item -> "i" + item)
                                .collect(Collectors.joining(" "));
                List<Rated> all = someone.ratings();
                int last = all.size() - 1;
                List<Rated> wanted =
                        switch (part) {
                            case "last" -> all.subList(last, all.size());
                            case "but-last" -> all.subList(0, last);
                            default -> all;
                        };
                for (Rated rated : wanted) {
                    waiting.add(
                            new DataRecord(
                                    schema(),
                                    "generated-ratings",
                                    ++number,
                                    "u" + user,
                                    "i" + rated.item(),
                                    "g" + tastes.genre(rated.item()),
                                    someone.age(),
                                    rated.rating(),
                                    rated.click() ? 1L : 0L,
                                    rated.timestamp(),
                                    untouched.isEmpty() ? null : untouched));
                }
            }

            @Override
            public void close() {
                // no resources to release
            }
        };
    }
}
