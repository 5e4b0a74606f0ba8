// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.problem.Problem;

/** All problems of manifests, each with its code and a sentence for the reference. */
public enum ManifestCode {
    /** File. */
    UNREADABLE(
            "SORA-2001",
            "The manifest cannot be read: it is missing, a folder, or without permission."),
    /** Size. */
    TOO_LARGE("SORA-2002", "The manifest is too large."),
    /** Encoding. */
    ENCODING("SORA-2003", "The manifest is not text in UTF-8."),
    /** Empty. */
    EMPTY("SORA-2004", "The manifest is empty."),
    /** Syntax. */
    SYNTAX("SORA-2005", "The manifest is not YAML at this place."),
    /** Top level. */
    TOP_LEVEL("SORA-2006", "The manifest is not a mapping from sections to their contents."),
    /** Documents. */
    DOCUMENTS("SORA-2007", "The file holds several YAML documents; a manifest is one."),
    /** Duplicate key. */
    DUPLICATE_KEY("SORA-2008", "A key occurs twice in one mapping."),
    /** Key that is not a string. */
    KEY("SORA-2009", "A key is not a string."),
    /** Depth. */
    DEPTH("SORA-2010", "Values are nested too deeply."),
    /** Number of values. */
    VALUES("SORA-2011", "The manifest contains, or its anchors expand to, too many values."),
    /** Alias. */
    ALIAS("SORA-2012", "An alias names no anchor, or an anchor that contains it."),
    /** Tab. */
    TAB("SORA-2013", "A line is indented by a tab; YAML takes spaces."),
    /** Unclosed. */
    UNCLOSED("SORA-2014", "A quote or bracket is opened and not closed."),
    /** Characters. */
    CHARACTER("SORA-2015", "The manifest contains a character that YAML does not allow."),
    /** Tags. */
    TAG("SORA-2016", "A value has a YAML tag; manifests use none."),
    /** Environment. */
    VARIABLE_MISSING("SORA-2020", "An environment variable that the manifest uses is not set."),
    /** Interpolation. */
    VARIABLE_FORM("SORA-2021", "${…} does not have the form ${NAME} or ${NAME:-default}."),
    /** Override syntax. */
    OVERRIDE_FORM("SORA-2030", "An override does not have the form key.key=value."),
    /** Override target. */
    OVERRIDE_PATH(
            "SORA-2031",
            "The path of an override goes through a value that is not a mapping or a list."),
    /** Version. */
    VERSION("SORA-2040", "The manifest's version is missing or one that this Sora does not read."),
    /** Unknown key. */
    UNKNOWN_KEY("SORA-2101", "A key that is not known at this place."),
    /** Missing key. */
    MISSING_KEY("SORA-2102", "A required key is missing."),
    /** Unknown type. */
    UNKNOWN_TYPE("SORA-2103", "No installed plugin offers the type."),
    /** Ambiguous type. */
    AMBIGUOUS_TYPE("SORA-2104", "Several plugins offer the type."),
    /** Other kind. */
    OTHER_KIND("SORA-2105", "A type of that name exists, but it is of another kind."),
    /** Reference form. */
    TYPE_FORM("SORA-2106", "A type is not named as [plugin/]name[@versions]."),
    /** Version of a plugin. */
    TYPE_VERSION("SORA-2107", "The plugin is installed, but not in a requested version."),
    /** Plugin missing. */
    UNKNOWN_PLUGIN("SORA-2108", "The plugin by which a type is qualified is not installed."),
    /** Type of a value. */
    WRONG_VALUE("SORA-2110", "A value is of another type than the setting takes."),
    /** Range. */
    OUT_OF_RANGE("SORA-2111", "A value is out of range, or not one of the allowed words."),
    /** Name. */
    NAME("SORA-2112", "A name is not valid."),
    /** Name twice. */
    NAME_TAKEN("SORA-2113", "Two nodes have one name."),
    /** Unknown source. */
    UNKNOWN_SOURCE("SORA-2201", "A node takes signals from a name that no node has."),
    /** Cycle. */
    CYCLE("SORA-2202", "Nodes take signals from each other in a cycle."),
    /** Unused. */
    UNUSED("SORA-2203", "Nothing takes the signal of a node."),
    /** Several signals. */
    SEVERAL_SIGNALS("SORA-2204", "A particle is given several signals; only combiners join."),
    /** Member. */
    MEMBER("SORA-2205", "A member of a generation is named that does not exist."),
    /** Counts. */
    COUNTS("SORA-2206", "Two generations that are wired member by member differ in size."),
    /** Empty graph. */
    NO_NODES("SORA-2207", "The graph has no input or no output."),
    /** From an output. */
    FROM_OUTPUT("SORA-2208", "A node takes signals from an output, which passes on none."),
    /** Size. */
    TOO_MANY_NODES("SORA-2209", "The graph has more nodes than Sora plans."),
    /** Only output. */
    ONLY_OUTPUT("SORA-2210", "An output that chooses among candidates is not the only output."),
    /** Shared weights. */
    SHARED("SORA-2211", "A node is to use weights of a node that it cannot share them with."),
    /** Shape of shared weights. */
    SHARED_SHAPE("SORA-2212", "Two nodes that share weights need other weights each."),
    /** Taken node. */
    NOT_TAKEN("SORA-2213", "A node cannot be taken from the package."),
    /** Shape of taken weights. */
    TAKEN_SHAPE("SORA-2214", "The weights taken from a package do not fit the node."),
    /** Factor without a rate. */
    NO_RATE("SORA-2215", "A factor of the learning rate needs an optimiser of gradients."),
    /** Validation to learn answers from. */
    CALIBRATION_DATA(
            "SORA-2217",
            "An output learns from the validation data how to answer, but there is none."),
    /** Procedure and graph. */
    PROCEDURE("SORA-2219", "The training procedure does not fit the graph."),
    /** Particle shape. */
    PARTICLE_SHAPE("SORA-2301", "The signal does not fit the particle."),
    /** Combiner shape. */
    COMBINER_SHAPE("SORA-2302", "The signals do not fit the combiner, or each other."),
    /** Output shape. */
    OUTPUT_SHAPE("SORA-2303", "The signal does not fit the output."),
    /** Size of minibatches. */
    SMALL_BATCH("SORA-2304", "A particle cannot be trained by minibatches of so few records."),
    /** An input mixes records where other nodes do not allow it. */
    MIXED_RECORDS("SORA-2305", "An input cannot mix records here."),
    /** An input has several views, and an output predicts no numbers. */
    AVERAGED_VIEWS("SORA-2306", "The predictions for several views cannot be averaged."),
    /** A table that the data does not have. */
    TABLE_MISSING("SORA-2330", "An input reads a table that the data does not have."),
    /** A table that no input reads. */
    TABLE_UNUSED("SORA-2331", "No input reads a table of the data."),
    /** Rows that are not records. */
    ROWS("SORA-2332", "The rows of a signal are not the records that a node needs."),
    /** Parts of derived records. */
    DERIVED_PARTS("SORA-2333", "The data is divided in another way than its derivation does."),
    /** Origin of weights of another program. */
    PRETRAINED_ORIGIN("SORA-2340", "'pretrained' names no file, or a node has two origins."),
    /** Names of weights of another program. */
    PRETRAINED_MAP("SORA-2341", "The names of 'pretrained' do not lead to one parameter each."),
    /** Shapes of weights of another program. */
    PRETRAINED_FIT("SORA-2342", "The weights of another program do not fit the node."),

    UNDEFINED("SORA-2348", "The package lacks what defines a particle."),

    NO_GRADIENT("SORA-2349", "No gradient reaches a node that is trained."),
    /** Column. */
    COLUMN_MISSING("SORA-2401", "The data has no column of that name."),
    /** Column type. */
    COLUMN_TYPE("SORA-2402", "The column holds values of another type than the particle reads."),
    /** Validation. */
    VALIDATION(
            "SORA-2403",
            "Validation or test data is neither a part of the training data nor a source, or"
                    + " both."),
    /** Split. */
    SPLIT(
            "SORA-2404",
            "The keys that describe a part of the training data are incomplete or"
                    + " exclude each other."),
    /** Metric. */
    METRIC_OUTCOME("SORA-2501", "The metric does not measure what the output predicts."),
    /** Metric name. */
    METRIC_TWICE("SORA-2502", "Two metrics of one output are reported under one name."),
    /** Monitor. */
    MONITOR("SORA-2503", "The metric that early stopping monitors is not computed."),
    /** Monitor without data. */
    MONITOR_DATA(
            "SORA-2504", "Early stopping monitors validation, but there is no validation data."),
    /** Order of minibatches. */
    ORDER_OUTPUT("SORA-2505", "The order of minibatches reads classes that no output names."),
    /** Engine. */
    NO_ENGINE("SORA-2601", "No engine is installed that can run here."),
    /** Several devices. */
    DEVICES("SORA-2602", "A training cannot be divided over devices or workers."),
    /** A plugin's own fault. */
    PLUGIN_FAULT("SORA-3901", "A plugin failed while the manifest was checked.");

    private final String code;
    private final String meaning;

    ManifestCode(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Returns the code, such as {@code SORA-2101}. */
    public String code() {
        return code;
    }

    /** Returns the meaning, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** Returns a problem of this code. */
    public Problem problem(String message) {
        return Problem.of(code, message);
    }
}
