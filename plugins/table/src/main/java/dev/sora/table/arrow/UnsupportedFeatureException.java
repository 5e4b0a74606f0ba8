// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/** Thrown when a valid file uses an unsupported feature. The message names the feature. */
final class UnsupportedFeatureException extends RuntimeException {

    private final String fix;

    UnsupportedFeatureException(String message, String fix) {
        super(message);
        this.fix = fix;
    }

    String fix() {
        return fix;
    }
}
