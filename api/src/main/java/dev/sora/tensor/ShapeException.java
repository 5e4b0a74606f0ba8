// SPDX-License-Identifier: Apache-2.0
package dev.sora.tensor;

/**
 * Reports a signal that a particle, a combiner or an output does not accept.
 *
 * <p>Thrown by the planning methods of the SPI, with what is needed and what was given. Core adds
 * the place in the manifest and reports it as a problem.
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
     * @param needs what is accepted, such as {@code an image (channels, height, width)}
     * @param have what was given
     */
    public ShapeException(String needs, SignalSpec have) {
        this(needs, have, "");
    }

    /**
     * Creates the exception with a remedy.
     *
     * @param needs what is accepted
     * @param have what was given; element types that are not 32-bit floats are shown
     * @param fix the remedy; may be empty
     */
    public ShapeException(String needs, SignalSpec have, String fix) {
        this(needs, have.describe(), fix);
    }

    /**
     * Creates the exception with a remedy, and with what was given as a string.
     *
     * @param needs what is accepted
     * @param have what was given
     * @param fix the remedy; may be empty
     */
    public ShapeException(String needs, String have, String fix) {
        super("needs " + needs + ", has " + have);
        this.needs = needs;
        this.have = have;
        this.fix = fix;
    }

    /** Returns what is accepted. */
    public String needs() {
        return needs;
    }

    /** Returns what was given. */
    public String have() {
        return have;
    }

    /** Returns the remedy, or an empty string. */
    public String fix() {
        return fix;
    }
}
