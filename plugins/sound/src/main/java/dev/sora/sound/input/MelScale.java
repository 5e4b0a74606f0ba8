// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

/** A scale of perceived pitch. */
enum MelScale {
    /**
     * Linear below 1 kHz, {@code 3 f / 200}, and logarithmic above, {@code 15 + 27 ln(f / 1000) /
     * ln 6.4} (Slaney, Auditory Toolbox, 1998). Filters have an area of 1: the default of librosa.
     */
    SLANEY {
        @Override
        double mel(double hertz) {
            return hertz < 1000
                    ? 3 * hertz / 200
                    : 15 + 27 * Math.log(hertz / 1000) / Math.log(6.4);
        }

        @Override
        double hertz(double mel) {
            return mel < 15 ? 200 * mel / 3 : 1000 * Math.exp(Math.log(6.4) * (mel - 15) / 27);
        }

        @Override
        double peak(double low, double high) {
            return 2 / (high - low);
        }
    },
    /**
     * {@code 2595 log10(1 + f / 700)} (O'Shaughnessy, 1987). Filters have a peak of 1: the default
     * of HTK and torchaudio.
     */
    HTK {
        @Override
        double mel(double hertz) {
            return 2595 * Math.log10(1 + hertz / 700);
        }

        @Override
        double hertz(double mel) {
            return 700 * (Math.pow(10, mel / 2595) - 1);
        }

        @Override
        double peak(double low, double high) {
            return 1;
        }
    };

    /** Returns the pitch of a frequency. */
    abstract double mel(double hertz);

    /** Returns the frequency of a pitch. */
    abstract double hertz(double mel);

    /** Returns the height of a triangular filter between two frequencies. */
    abstract double peak(double low, double high);
}
