// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

/**
 * The clauses of the contracts. Each stands in the name of its tests, and can be left out by name,
 * with a reason: {@link Contract#without}.
 */
public enum Clause {
    /** Every setting is described, has sound bounds, and no value within them makes it fail. */
    SETTINGS("settings"),
    /** It plans with unknown dimensions, and refuses what does not fit with a ShapeException. */
    PLAN("plan"),
    /** It computes what it planned, for batches of several sizes. */
    SHAPES("shapes"),
    /** The gradient is that of the function, by inputs and by every parameter. */
    GRADIENT("gradient"),
    /** The same seed gives the same numbers, another one others. */
    SEED("seed"),
    /** What it computes when it does not train is the same every time. */
    INFERENCE("inference"),
    /** A record's result does not depend on the other records of its batch, nor on padding. */
    BATCH("batch"),
    /** It changes neither its input nor the parameters that the optimiser trains. */
    PURITY("purity"),
    /** Several threads may be in it at once. */
    THREADS("threads"),
    /** A generation computed at once is what its members compute one by one. */
    GENERATION("generation"),
    /** 1,000 calls leave nothing behind in native memory. */
    MEMORY("memory"),
    /** What it has learned survives being saved and read. */
    ROUND_TRIP("round trip"),
    /** A saved state that is not whole is refused with a DataException. */
    BROKEN_STATE("broken state"),
    /** A record that does not fit is refused with a problem that names it. */
    BROKEN_RECORD("broken record"),
    /** The loss is finite, and the mean over the records. */
    LOSS("loss"),
    /** Predictions become values that a person reads, and outcomes that metrics take. */
    DECODING("decoding"),
    /** It finds the way down. */
    DESCENT("descent"),
    /** n steps, saving, loading and n steps more are 2n steps, bit by bit. */
    RESUME("resume"),
    /** What the engine computes in one pass is what tensor operations compute. */
    FUSED("fused rules"),
    /** Biases, scales and a learning rate of zero are left in peace. */
    RATES("rates"),
    /** It is a pure function that is finite over the whole training. */
    COURSE("course"),
    /** Every record has the columns that the schema names. */
    SCHEMA("schema"),
    /** Every pass yields the same records, also while another is under way. */
    PASSES("passes"),
    /** It names the files that it reads. */
    FILES("files"),
    /** It closes what it opens. */
    CLOSING("closing"),
    /** Batch by batch gives what all at once gives. */
    STREAMING("streaming"),
    /** Parts that are measured apart and merged give what all at once gives. */
    MERGING("merging"),
    /** Nothing, one record, and ties: it has an answer to all of them. */
    CORNERS("corners"),
    /** The value is the one that is known, and within the bounds that it is said to have. */
    VALUE("value"),
    /** The plugin says of itself what people and manifests need. */
    DESCRIPTION("description"),
    /** Every type of the plugin is tried with a contract. */
    COVERAGE("coverage"),
    /** The jar is a bundle, and a plugin of Sora. */
    BUNDLE("bundle"),
    /** A manifest that uses the plugin trains. */
    TRAINING("training"),
    /** The plugin can be taken away: nothing holds its class loader. */
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
