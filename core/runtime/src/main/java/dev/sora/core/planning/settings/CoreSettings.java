// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The keys of a manifest that belong to core and not to a type. They are described like the
 * settings of types; checks, schema and reference are derived from these descriptions.
 */
public final class CoreSettings {

    static final int MAX_COUNT = 4096;

    private static final SettingType NAMES =
            new SettingType.AnyOf(
                    List.of(
                            new SettingType.ListOf(
                                    new SettingType.StringType(), OptionalInt.empty()),
                            new SettingType.StringType()));

    public static final Setting<Long> VERSION =
            Setting.integer("manifest", "Version of the manifest format; this Sora reads 1.")
                    .required();
    public static final Setting<String> NAME =
            Setting.string("name", "Name of the pipeline; that of the file if it is left out.");
    public static final Setting<Long> SEED =
            Setting.integer("seed", "Seed from which all random numbers of the run follow.")
                    .large()
                    .orElse(0L);

    public static final Setting<String> TYPE =
            Setting.string("type", "The type: [plugin/]name[@versions].").required();
    public static final Setting<Object> FROM =
            Setting.of(
                            "from",
                            "Where the signal comes from: name, name[2] for one member of a"
                                    + " generation, or a list of such.",
                            NAMES,
                            Object.class)
                    .required();
    public static final Setting<Long> COUNT =
            Setting.integer("count", "Size of the generation: how many particles of this kind.")
                    .atLeast(1)
                    .atMost(MAX_COUNT)
                    .orElse(1L);
    public static final Setting<Boolean> FROZEN =
            Setting.bool(
                            "frozen",
                            "Whether the node's weights stay as they are. The node then computes as"
                                    + " in evaluation: nothing is dropped, running statistics do"
                                    + " not change.")
                    .orElse(false);
    public static final Setting<Double> LEARNING_RATE =
            Setting.number("learning_rate", "Factor of the learning rate for the node's weights.")
                    .above(0)
                    .orElse(1.0);
    public static final Setting<String> SAME_AS =
            Setting.string(
                    "same_as",
                    "The node whose weights, type and settings this one uses; both train the same"
                            + " weights.");
    public static final Setting<Path> PACKAGE =
            Setting.path(
                    "package",
                    "A model package to take the node from: type, settings, weights and, of an"
                            + " input, what it learned.");
    public static final Setting<String> NODE =
            Setting.string("node", "With package: the node's name there; the same if left out.");

    public static final Setting<Settings> PRETRAINED =
            Setting.group(
                    "pretrained",
                    "A file of another program that the node's weights start from.",
                    PretrainedSettings.ALL);

    @SuppressWarnings("rawtypes")
    public static final Setting<Map> TIED =
            Setting.of(
                    "tied",
                    "Parameters of the output that are those of particles, such as {weight:"
                            + " words.weight}: one set of weights, which both uses train.",
                    new SettingType.MapOf(new SettingType.StringType()),
                    Map.class);

    /** Keys of nodes with weights: how the weights are trained, and which node owns them. */
    public static final List<Setting<?>> WEIGHTS =
            List.of(FROZEN, LEARNING_RATE, SAME_AS, PACKAGE, NODE, PRETRAINED, TIED);

    public static final Setting<Double> LOSS_WEIGHT =
            Setting.number("loss_weight", "Factor of this output's loss in the sum of all losses.")
                    .atLeast(0)
                    .orElse(1.0);
    public static final Setting<Object> METRICS =
            Setting.of(
                    "metrics",
                    "What the output is measured by: names of metrics, or {type: …, name: …} with"
                            + " settings.",
                    NAMES,
                    Object.class);
    static final Setting<String> METRIC_NAME =
            Setting.string(
                    "name",
                    "Name that the metric is reported under; that of its type if it"
                            + " is left out.");
    public static final Setting<Double> FRACTION =
            Setting.<Double>of(
                    "fraction",
                    "Part of the training data that is held out, of exactly that size and at"
                            + " random unless another key decides.",
                    new SettingType.NumberType(
                            OptionalDouble.of(0), OptionalDouble.of(1), true, true),
                    Double.class);
    public static final Setting<Long> HELD =
            Setting.integer(
                            "count",
                            "Number of records of the training data that are held out, at random"
                                    + " unless another key decides.")
                    .large()
                    .atLeast(1);
    public static final Setting<String> STRATIFY =
            Setting.column(
                    "stratify",
                    "With fraction, count or folds: every value of this column has its share in the part,"
                            + " rounded by largest remainder.");
    public static final Setting<String> GROUP =
            Setting.column(
                    "group",
                    "With fraction or folds: records with one value of this column stay together. A"
                            + " fraction takes the groups whose sizes come nearest to it; of"
                            + " very many groups, a random choice that comes near.");
    public static final Setting<String> LATEST =
            Setting.column(
                    "latest",
                    "With fraction: the last records by this column, a number, time or ISO text.");
    public static final Setting<Long> FOLDS =
            Setting.integer("folds", "Number of parts of equal size, of which one is held out.")
                    .atLeast(2)
                    .atMost(100_000);
    public static final Setting<Long> FOLD =
            Setting.integer("fold", "Which of the folds is held out, counted from 0.").atLeast(0);
    public static final Setting<String> COLUMN =
            Setting.column("column", "With values: the column that says which part a record is.");
    public static final Setting<List<String>> VALUES =
            Setting.strings("values", "With column: the values of the records that are held out.");
    public static final List<Setting<?>> SPLIT =
            List.of(FRACTION, HELD, STRATIFY, GROUP, LATEST, FOLDS, FOLD, COLUMN, VALUES);

    public static final Setting<Long> EACH =
            Setting.integer(
                            "each",
                            "Maximum number of training records of every value of the column,"
                                    + " chosen at random after validation and test are held out."
                                    + " No part has the other records.")
                    .large()
                    .atLeast(1)
                    .required();
    public static final Setting<String> SAMPLED_BY =
            Setting.column("column", "The column whose values are counted, such as the classes.")
                    .required();
    public static final List<Setting<?>> SAMPLE = List.of(EACH, SAMPLED_BY);

    public static final Setting<String> ON_ERROR =
            Setting.choice(
                            "on_error",
                            "What happens to a broken record: fail ends the run, skip leaves the"
                                    + " record out, counts and reports it.",
                            List.of("fail", "skip"))
                    .orElse("fail");
    public static final Setting<Long> MAX_ERRORS =
            Setting.integer(
                            "max_errors",
                            "With on_error: skip, how many records of the source may be left out"
                                    + " before the run ends after all.")
                    .atLeast(0)
                    .atMost(1_000_000)
                    .orElse(1000L);
    public static final List<Setting<?>> SOURCE = List.of(ON_ERROR, MAX_ERRORS);
    public static final Setting<Long> MEMORY =
            Setting.integer(
                            "memory",
                            "How many MiB of records, and as many of encoded columns, are held in"
                                    + " memory; a quarter of the Java heap if it is left out."
                                    + " Data beyond that is read again and kept in files during"
                                    + " the run.")
                    .atLeast(0)
                    .atMost(1 << 30);

    public static final Setting<String> UNICODE =
            Setting.choice(
                            "unicode",
                            "The form that all strings of the data are converted to before they"
                                    + " are compared: nfc, in which a letter with an accent is one"
                                    + " character however it was written; nfkc, which also takes"
                                    + " full-width digits for digits and ligatures for letters; or"
                                    + " none.",
                            List.of("nfc", "nfkc", "none"))
                    .orElse("nfc");

    /** Keys of the data other than its splits. */
    public static final List<Setting<?>> DATA = List.of(MEMORY, UNICODE);

    public static final Setting<Settings> CARD =
            Setting.group(
                    "card",
                    "What users of the model must know. It is saved with the package, and the report"
                            + " and 'sora inspect' show it.",
                    List.of(
                            Setting.string("intended", "What the model is for, and for whom."),
                            Setting.string("not_for", "What the model must not be used for."),
                            Setting.string(
                                    "limits",
                                    "Where it is known to fail, and what it was not tried on.")));

    public static final List<Setting<?>> PIPELINE = List.of(VERSION, NAME, SEED, CARD, RunKeys.RUN);

    public static final List<String> SECTIONS =
            List.of(
                    "manifest",
                    "name",
                    "seed",
                    "card",
                    "run",
                    "engine",
                    "data",
                    "inputs",
                    "particles",
                    "combiners",
                    "outputs",
                    "training");

    /** Returns a count as an int, which also bounds every loop over it. */
    public static int toInt(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private CoreSettings() {}
}
