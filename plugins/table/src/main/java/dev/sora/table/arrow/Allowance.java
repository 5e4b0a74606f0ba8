// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/** Limits the memory that the vectors of one batch may take. */
final class Allowance {

    private final long most;
    private long taken;

    /**
     * Creates an allowance.
     *
     * @param most the limit in bytes
     */
    Allowance(long most) {
        this.most = most;
    }

    /** Returns an allowance of half of the memory that the JVM may use. */
    static Allowance ofMemory() {
        return new Allowance(Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Reserves memory before it is allocated.
     *
     * @throws UnsupportedFeatureException if the limit is exceeded
     */
    void take(long bytes) {
        taken += bytes;
        if (taken > most || bytes > Integer.MAX_VALUE - 8) {
            throw new UnsupportedFeatureException(
                    "a batch whose columns take more than %,d MiB"
                            .formatted(
                                    Math.min(bytes > most ? bytes : taken, Math.max(most, bytes))
                                            >> 20),
                    "write it with smaller batches (pyarrow: chunksize of write_feather,"
                            + " max_chunksize of write_table), or read fewer columns by"
                            + " 'columns'");
        }
    }
}
