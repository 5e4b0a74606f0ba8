// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.ColumnType;
import dev.sora.data.Records;
import dev.sora.data.Values;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Predicts one of several classes.
 *
 * @param column the column of the label
 * @param listed the classes; empty if the data determines them
 * @param count the number of classes; 0 if the data determines it
 * @param head whether the output has a dense layer
 * @param loss the training loss
 * @param weighting the weights of the classes
 * @param rule how it answers
 */
record Classification(
        String column,
        List<String> listed,
        long count,
        boolean head,
        ClassLoss loss,
        ClassWeighting weighting,
        AnswerRule rule)
        implements UnaryOutput {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return new Head(head, count == 0 ? TensorSpec.UNKNOWN : count).plan(input, "class");
    }

    @Override
    public FittedOutput fit(Records records) {
        return fit(records, List.of());
    }

    /** Known classes keep their positions; new classes get the positions after them. */
    @Override
    public FittedOutput grow(State state, Records records) {
        return fit(records, FittedClassification.classes(state));
    }

    private FittedOutput fit(Records records, List<String> known) {
        Map<String, Long> counts = new LinkedHashMap<>();
        List<ColumnType> types = new ArrayList<>(1);
        records.forEach(
                record -> {
                    String name = LabelName.of(record, column);
                    if (types.isEmpty()) {
                        types.add(ClassLabels.typeOf(record.get(column, Object.class)));
                    }
                    if (!listed.isEmpty() && !counts.containsKey(name)) {
                        checkListed(name, record.where());
                    }
                    counts.merge(name, 1L, Long::sum);
                });
        ColumnType type = types.isEmpty() ? ColumnType.TEXT : types.get(0);
        ClassLabels labels = new ClassLabels(type, names(counts, known));
        long[] each =
                labels.names().stream()
                        .mapToLong(name -> counts.getOrDefault(Values.name(name), 0L))
                        .toArray();
        return new FittedClassification(
                this,
                labels,
                weighting.of(labels, each),
                LabelWarnings.of(column, labels.names(), counts),
                Answers.of(rule, positive(labels)));
    }

    @Override
    public boolean calibrates() {
        return rule.isLearned();
    }

    /** Returns the index of the positive class. */
    int positive(ClassLabels labels) {
        boolean two = labels.size() == 2;
        int index = rule.positive().map(labels::position).orElse(1);
        if ((rule.threshold().isPresent() || rule.positive().isPresent()) && (!two || index < 0)) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4313",
                                    two
                                            ? "the positive class is not one of the classes"
                                            : "a positive class or a threshold needs two classes")
                            .needs(
                                    two
                                            ? "one of " + String.join(", ", labels.names())
                                            : "2 classes")
                            .have(
                                    two
                                            ? rule.positive().orElseThrow()
                                            : "%d classes".formatted(labels.size()))
                            .fix(
                                    two
                                            ? "correct 'positive'"
                                            : "remove 'positive' and 'threshold': of more classes,"
                                                    + " the most probable is the answer"));
        }
        return index;
    }

    @Override
    public FittedOutput restore(State state) {
        return FittedClassification.restore(this, state);
    }

    @Override
    public OptionalInt classesAt() {
        return OptionalInt.of(0);
    }

    private void checkListed(String name, String where) {
        if (listed.stream().map(Values::name).noneMatch(name::equals)) {
            throw new RecordException(
                    Problem.of("SORA-4302", "the label '%s' is not listed".formatted(name))
                            .where(where)
                            .needs("one of " + String.join(", ", listed))
                            .have(name)
                            .fix("add it to 'classes', or correct the record"));
        }
    }

    private void checkList() {
        List<String> different = listed.stream().map(Values::name).distinct().toList();
        if (different.size() < listed.size() || different.size() < 2) {
            throw new DataException(
                    Problem.of("SORA-4307", "'classes' lists a class twice, or one class only")
                            .needs("at least 2 different classes")
                            .have(String.join(", ", listed))
                            .fix("list each class once"));
        }
    }

    private List<String> names(Map<String, Long> counts, List<String> known) {
        if (!listed.isEmpty()) {
            checkList();
            return listed;
        }
        List<String> names = new ArrayList<>(counts.keySet());
        Set<String> same = known.stream().map(Values::name).collect(Collectors.toSet());
        names.removeIf(name -> same.contains(Values.name(name)));
        names.sort(new NaturalOrder());
        names.addAll(0, known);
        if (known.isEmpty() && count > names.size() && names.stream().allMatch(this::isNumbered)) {
            names.clear();
            for (int i = 0; i < count; i++) {
                names.add(Integer.toString(i));
            }
        }
        boolean wrong = count == 0 ? names.size() < 2 : names.size() != count;
        if (wrong) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4303",
                                    "column '%s' does not hold as many classes as are needed"
                                            .formatted(column))
                            .needs(count == 0 ? "at least 2" : Long.toString(count))
                            .have(
                                    names.size()
                                            + (names.isEmpty() || names.size() > 20
                                                    ? ""
                                                    : ": " + String.join(", ", names)))
                            .fix(
                                    count == 0 || names.size() < 2
                                            ? "check the column, or list all classes in 'classes',"
                                                    + " also those of no training record"
                                            : "check the column, or set 'classes: %d'"
                                                    .formatted(names.size())));
        }
        return names;
    }

    /** Returns whether a label is an integer from 0 to below the number of classes. */
    private boolean isNumbered(String name) {
        return name.matches("0|[1-9]\\d{0,8}") && Long.parseLong(name) < count;
    }
}
