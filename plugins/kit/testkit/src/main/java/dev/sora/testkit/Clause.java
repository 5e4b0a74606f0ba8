// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

/**
 * The clauses of the contracts. The name of each test starts with its clause. {@link
 * Contract#without} leaves out a clause, with a reason.
 */
public enum Clause {
    /**
     * Every setting has a description and valid bounds, and no value within them causes a failure.
     */
    SETTINGS("settings"),
    /** It plans unknown dimensions, and refuses unsuitable signals with a ShapeException. */
    PLAN("plan"),
    /** The output has the planned shapes, for batches of several sizes. */
    SHAPES("shapes"),
    /** The gradient is right with respect to inputs and to every parameter. */
    GRADIENT("gradient"),
    /** The same seed gives the same numbers, another seed gives others. */
    SEED("seed"),
    /** Without training, the result is the same every time. */
    INFERENCE("inference"),
    /** The result of a record depends neither on the other records of its batch nor on padding. */
    BATCH("batch"),
    /** It changes neither its input nor trained parameters. */
    PURITY("purity"),
    /** Several threads may use it at once. */
    THREADS("threads"),
    /**
     * Another engine gives the same result and gradient, up to rounding: an accelerator and the
     * processor, or one thread and several.
     */
    ENGINES("engines"),
    /**
     * With products of a shorter type, such as bfloat16, the result and the gradient are nearly the
     * same.
     */
    PRECISION("precision"),
    /** A generation computed at once gives the same result as its members one by one. */
    GENERATION("generation"),
    /** The steps of a sequence one by one give the same result as the whole sequence. */
    STEPS("steps"),
    /**
     * A combiner whose type is not ordered gives the same result for every order of its signals.
     */
    ORDER("order"),
    /** Hundreds of calls leak no native memory. */
    MEMORY("memory"),
    /** The learned state is unchanged after saving and reading. */
    ROUND_TRIP("round trip"),
    /** An invalid saved state is refused with a DataException. */
    BROKEN_STATE("broken state"),
    /** An invalid record is refused with a problem that names it. */
    BROKEN_RECORD("broken record"),
    /** The loss is finite, and is the mean over the records. */
    LOSS("loss"),
    /** Predictions are decoded into values of JSON types, and into outcomes that metrics take. */
    DECODING("decoding"),
    /**
     * An output that learns from validation data how to answer keeps its head, and saves what it
     * learned.
     */
    CALIBRATION("calibration"),
    /** The loss decreases. */
    DESCENT("descent"),
    /** n steps, saving, loading and n further steps equal 2n steps, bit by bit. */
    RESUME("resume"),
    /** The fused rules of the engine give the same result as tensor operations. */
    FUSED("fused rules"),
    /** Biases and scales do not decay, and a learning rate of zero changes nothing. */
    RATES("rates"),
    /** The factor is finite over the whole training, and a pure function of the progress. */
    COURSE("course"),
    /** The minibatches of an epoch are valid, and a pure function of their random numbers. */
    EPOCHS("epochs"),
    /**
     * Suggestions are values of the space and trials that can be continued, and a pure function of
     * the history.
     */
    SUGGESTIONS("suggestions"),
    /** Candidates are vectors of the index, and nearly always the nearest ones. */
    CANDIDATES("candidates"),
    /** Every record has the columns that the schema names. */
    SCHEMA("schema"),
    /** Every pass yields the same records, also while another pass is open. */
    PASSES("passes"),
    /** Every record belongs to a part that was stated, and those to predict have no target. */
    PARTS("parts"),
    /** It names the files that it reads. */
    FILES("files"),
    /** It closes what it opens. */
    CLOSING("closing"),
    /** Adding batch by batch gives the same result as all records at once. */
    STREAMING("streaming"),
    /** Merging separately evaluated parts gives the same result as all records at once. */
    MERGING("merging"),
    /** No records, one record and ties have a result. */
    CORNERS("corners"),
    /** The value equals the expected one and is within the declared bounds. */
    VALUE("value"),
    /** The plugin has the descriptions that users and manifests need. */
    DESCRIPTION("description"),
    /** Every type of the plugin has a contract test. */
    COVERAGE("coverage"),
    /** The jar is a bundle, and a plugin of Sora. */
    BUNDLE("bundle"),
    /** A manifest that uses the plugin trains. */
    TRAINING("training"),
    /** The plugin can be removed: no reference keeps its class loader. */
    UNLOADING("unloading");

    private final String words;

    Clause(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
