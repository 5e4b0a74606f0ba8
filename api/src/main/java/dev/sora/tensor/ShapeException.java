// SPDX-License-Identifier: Apache-2.0
package dev.sora.tensor;

/**
 * A signal that does not fit a particle, a combiner or an output.
 *
 * <p>Thrown by the planning methods of the SPI. Core adds the place in the manifest and makes a
 * problem of it, so the thrower says only what it needs and what it was given.
 *
 * @since 1.0
 */
public final class ShapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String needs;
    private final String have;
    private final String fix;

    /**
     * Creates the exception.
     *
     * @param needs what fits, such as {@code an image (channels, height, width)}
     * @param have what was given
     */
    public ShapeException(String needs, SignalSpec have) {
        this(needs, have, "");
    }

    /**
     * Creates the exception with a remedy.
     *
     * @param needs what fits
     * @param have what was given; element types that are not 32-bit floats are shown
     * @param fix what a person can do about it; may be empty
     */
    public ShapeException(String needs, SignalSpec have, String fix) {
        this(needs, have.describe(), fix);
    }

    /**
     * Creates the exception with a remedy, what was given in words.
     *
     * @param needs what fits
     * @param have what was given
     * @param fix what a person can do about it; may be empty
     */
    public ShapeException(String needs, String have, String fix) {
        super("needs " + needs + ", has " + have);
        this.needs = needs;
        this.have = have;
        this.fix = fix;
    }

    /** Returns what fits. */
    public String needs() {
        return needs;
    }

    /** Returns what was given. */
    public String have() {
        return have;
    }

    /** Returns what a person can do about it, or an empty string. */
    public String fix() {
        return fix;
    }
}
