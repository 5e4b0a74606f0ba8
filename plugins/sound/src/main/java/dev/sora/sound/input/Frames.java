// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;

/**
 * Computes features of samples with the Fourier transform of the engine.
 *
 * <p>Frame t is centred on sample {@code t hop}; samples outside of the sound are 0. So a frame
 * depends on its own record only, and not on the padding of a batch.
 *
 * @param spectrum the settings
 * @param rate the sampling rate
 */
record Frames(Spectrum spectrum, int rate) {

    private static final float LEAST_VARIANCE = 1e-5f;

    /** More than the difference of any two logarithms. */
    private static final float FAR = 1e3f;

    /** Returns the mel filters, {@code (bins, bands)}. */
    NDArray filters(Pass pass) {
        int bins = spectrum.transform(rate) / 2 + 1;
        return pass.kept(
                "filters",
                manager ->
                        manager.create(
                                spectrum.bank(rate).filters(), new Shape(bins, spectrum.mels())));
    }

    /**
     * Returns logarithms of mel bands, {@code (batch, frames, bands)}.
     *
     * @param samples {@code (batch, samples)}, zero after the end of each sound
     * @param filters {@code (bins, bands)}, or {@code (batch, bins, bands)}
     */
    NDArray bands(NDArray samples, NDArray filters, Pass pass) {
        int transform = spectrum.transform(rate);
        NDArray hann = pass.kept("window", manager -> manager.create(spectrum.hann(rate)));
        NDArray edge = pass.manager().zeros(new Shape(samples.getShape().get(0), transform / 2));
        NDArray padded = NDArrays.concat(new NDList(edge, samples, edge), 1);
        NDArray complex =
                padded.stft(transform, spectrum.hopSamples(rate), false, hann, false, true);
        // real and imaginary parts are the last dimension
        NDArray power = complex.real().square().sum(new int[] {3}).swapAxes(1, 2);
        NDArray bands =
                filters.getShape().dimension() == 2
                        ? power.matMul(filters)
                        : power.batchMatMul(filters);
        return bands.maximum((float) Spectrum.FLOOR).log();
    }

    /**
     * Returns the sequence of features.
     *
     * @param bands logarithms of mel bands
     * @param counts the number of frames of each record
     */
    Signal of(NDArray bands, NDArray counts, Pass pass) {
        NDArray limited = bands;
        if (spectrum.range() > 0) {
            NDArray padding = Signal.sequence(bands, counts).mask().mul(-1).add(1).expandDims(2);
            NDArray loudest =
                    bands.sub(padding.mul(FAR)).max(new int[] {2}, true).max(new int[] {1}, true);
            limited = bands.maximum(loudest.sub((float) spectrum.depth()));
        }
        return normalised(spectrum.cepstral() ? cepstrum(limited, pass) : limited, counts);
    }

    private NDArray cepstrum(NDArray logarithms, Pass pass) {
        NDArray cosines =
                pass.kept(
                        "cosines",
                        manager ->
                                manager.create(
                                        spectrum.cosines(),
                                        new Shape(spectrum.mels(), spectrum.coefficients())));
        return logarithms.matMul(cosines);
    }

    /** Returns the number of frames of numbers of samples. */
    NDArray counts(NDArray samples) {
        // 32-bit floats hold the numbers of samples that are allowed exactly
        return samples.toType(DataType.FLOAT32, false)
                .div(spectrum.hopSamples(rate))
                .floor()
                .add(1)
                .toType(DataType.INT32, false);
    }

    /** Returns the sequence with features that are normalised over the frames of each record. */
    private Signal normalised(NDArray features, NDArray counts) {
        Signal signal = Signal.sequence(features, counts);
        if (spectrum.normalise().equals("none")) {
            return signal.masked();
        }
        NDArray mask = signal.mask().expandDims(2);
        NDArray size = counts.toType(DataType.FLOAT32, false).reshape(-1, 1, 1);
        int[] over = {1};
        if (spectrum.normalise().equals("level")) {
            over = new int[] {1, 2};
            size = size.mul(spectrum.features());
        }
        NDArray mean = features.mul(mask).sum(over, true).div(size);
        NDArray centred = features.sub(mean).mul(mask);
        if (spectrum.normalise().equals("mean")) {
            return signal.withValues(centred);
        }
        NDArray variance = centred.square().sum(over, true).div(size);
        return signal.withValues(centred.div(variance.add(LEAST_VARIANCE).sqrt()));
    }
}
