// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Values;
import dev.sora.particle.Retrieval.Question;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.recommender.identifier.Interactions;
import dev.sora.recommender.identifier.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Creates the questions of the evaluation protocols.
 *
 * <p>{@code given} and {@code sampled}: each record is a question; its item is ranked with the
 * other given or drawn items, each counted once. {@code all}: each user is a question; the items of
 * all its records are ranked in the catalogue. An item that is not in the training data is not a
 * candidate. A question without a relevant candidate for that reason is still asked and counts as a
 * miss. Of pairs without direction, those that the training data has are not asked for.
 */
final class Questions {

    private static final int SHOWN = 80;

    private final Implicit settings;
    private final Vocabulary users;
    private final Vocabulary items;
    private final Interactions interactions;

    Questions(
            Implicit settings, Vocabulary users, Candidates candidates, Interactions interactions) {
        this.settings = settings;
        this.users = users;
        this.items = candidates.items();
        this.interactions = interactions;
    }

    void ask(Records records, Consumer<Question> action) {
        switch (settings.protocol().kind()) {
            case "given" -> each(records, this::given, action);
            case "sampled" -> each(records, this::sampled, action);
            default -> all(records, action);
        }
    }

    /** Asks for each record, unless pairs have no direction, and the training has this one. */
    private void each(
            Records records, Function<DataRecord, Question> creates, Consumer<Question> action) {
        records.forEach(
                record -> {
                    int user = users.index(record, settings.user());
                    if (!settings.symmetric() || !interactions.contains(user, own(record))) {
                        action.accept(creates.apply(record));
                    }
                });
    }

    private Question given(DataRecord record) {
        String column = settings.protocol().column().orElseThrow();
        Object value = Vocabulary.value(record, column).orElse("");
        List<String> names = new ArrayList<>();
        if (value instanceof String text) {
            for (String part : text.split("[\\s\\p{Z},;|]+")) {
                String name = Vocabulary.name(part);
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        } else {
            names.addAll(Values.names(record, column, ""));
        }
        int own = own(record);
        BitSet chosen = new BitSet();
        names.forEach(name -> chosen.set(items.index(name)));
        if (settings.symmetric()) {
            int user = users.index(record, settings.user());
            for (int i = 0; i < interactions.count(user); i++) {
                chosen.clear(interactions.item(user, i));
            }
        }
        chosen.clear(Vocabulary.UNKNOWN);
        // a single candidate would always rank first
        if (chosen.isEmpty() || chosen.cardinality() == 1 && chosen.get(own)) {
            String have = String.join(" ", names);
            throw new RecordException(
                    Problem.of("SORA-4609", "the record gives no items to rank its own among")
                            .where(record.where())
                            .needs("items of the training data in '%s'".formatted(column))
                            .have(
                                    have.isEmpty()
                                            ? "nothing"
                                            : have.substring(0, Math.min(SHOWN, have.length())))
                            .fix(
                                    "complete the record, set 'evaluation: all', or set 'on_error:"
                                            + " skip'"));
        }
        return question(record, chosen, own);
    }

    private Question sampled(DataRecord record) {
        int user = users.index(record, settings.user());
        int own = own(record);
        // seed by the pair, so that the draw depends neither on the order nor on the epoch
        String name = Vocabulary.name(record, settings.user()).orElse("");
        SplittableRandom random = new SplittableRandom(31L * name.hashCode() + own);
        BitSet chosen = new BitSet();
        int all = items.names().size();
        int left = all - interactions.count(user);
        // the record's own item is not among the remaining ones if the user was seen with it
        int others = left - (own == Vocabulary.UNKNOWN || interactions.contains(user, own) ? 0 : 1);
        int wanted = Math.min(settings.protocol().sampled(), others);
        // rejection sampling, unless most remaining items are needed; then they are shuffled
        if (wanted * 2L > left) {
            shuffled(user, random).filter(item -> item != own).limit(wanted).forEach(chosen::set);
        }
        while (chosen.cardinality() < wanted) {
            int item = 1 + random.nextInt(all);
            if (item != own && !interactions.contains(user, item)) {
                chosen.set(item);
            }
        }
        return question(record, chosen, own);
    }

    /** Returns the indices of all items without an interaction of a user, in random order. */
    private IntStream shuffled(int user, SplittableRandom random) {
        int[] numbers = rankable(interactions, items.names().size(), user, true);
        for (int i = numbers.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
        return Arrays.stream(numbers).map(number -> number + 1);
    }

    /** Creates a question that ranks an item among items given by index. */
    private static Question question(DataRecord record, BitSet chosen, int own) {
        chosen.set(own);
        chosen.clear(Vocabulary.UNKNOWN);
        int[] relevant = own == Vocabulary.UNKNOWN ? new int[0] : new int[] {own - 1};
        return Question.of(record, chosen.stream().map(i -> i - 1).toArray(), relevant);
    }

    private int own(DataRecord record) {
        return items.index(
                Vocabulary.name(record, settings.item()).orElseThrow(() -> noItem(record)));
    }

    private RecordException noItem(DataRecord record) {
        return new RecordException(
                Problem.of("SORA-4608", "the record does not name a known item")
                        .where(record.where())
                        .needs("an item in '" + settings.item() + "'")
                        .have("nothing")
                        .fix("complete the record or remove it"));
    }

    private void all(Records records, Consumer<Question> action) {
        Map<String, DataRecord> asking = new LinkedHashMap<>();
        Map<String, BitSet> relevant = new LinkedHashMap<>();
        records.forEach(
                record -> {
                    String name = Vocabulary.name(record, settings.user()).orElse("");
                    int own = own(record);
                    asking.putIfAbsent(name, record);
                    relevant.computeIfAbsent(name, n -> new BitSet()).set(own);
                });
        boolean excludeSeen = settings.protocol().excludeSeen();
        asking.forEach(
                (name, record) -> {
                    int user = users.index(name);
                    BitSet right = relevant.get(name);
                    boolean missed = right.get(Vocabulary.UNKNOWN);
                    right.clear(Vocabulary.UNKNOWN);
                    if (excludeSeen) {
                        for (int i = 0; i < interactions.count(user); i++) {
                            right.clear(interactions.item(user, i));
                        }
                    }
                    if (missed || !right.isEmpty()) {
                        action.accept(
                                Question.of(
                                        record,
                                        rankable(
                                                interactions,
                                                items.names().size(),
                                                user,
                                                excludeSeen),
                                        right.stream().map(i -> i - 1).toArray()));
                    }
                });
    }

    /** Returns the numbers of all candidates without those that a user was seen with. */
    static int[] rankable(Interactions interactions, int size, int user, boolean excludeSeen) {
        if (!excludeSeen || interactions.count(user) == 0) {
            return IntStream.range(0, size).toArray();
        }
        int[] numbers = new int[size - interactions.count(user)];
        int at = 0;
        int seen = 0;
        for (int number = 0; number < size; number++) {
            if (seen < interactions.count(user) && interactions.item(user, seen) == number + 1) {
                seen++;
            } else {
                numbers[at++] = number;
            }
        }
        return numbers;
    }
}
