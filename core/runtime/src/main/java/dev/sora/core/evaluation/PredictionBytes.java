// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.tensor.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Predictions as bytes: each part with its output, its role and its tensor, bit by bit. */
final class PredictionBytes {

    private PredictionBytes() {}

    /**
     * Returns predictions as bytes.
     *
     * @return empty if they are longer than {@code most}; then no tensor is copied from its device
     */
    static byte[] write(Map<String, Signal> predictions, int most) {
        long values =
                predictions.values().stream()
                        .flatMap(signal -> signal.parts().values().stream())
                        .mapToLong(part -> part.size() * part.getDataType().getNumOfBytes())
                        .sum();
        if (values > most) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, Signal> output : predictions.entrySet()) {
                for (Map.Entry<String, NDArray> part : output.getValue().parts().entrySet()) {
                    byte[] tensor = part.getValue().encode();
                    if (tensor.length > most - bytes.size()) {
                        return new byte[0];
                    }
                    out.writeUTF(output.getKey());
                    out.writeUTF(part.getKey());
                    out.writeInt(tensor.length);
                    out.write(tensor);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size() <= most ? bytes.toByteArray() : new byte[0];
    }

    /**
     * Reads predictions.
     *
     * @param manager owns the tensors
     */
    static Map<String, Signal> read(byte[] bytes, NDManager manager) {
        Map<String, Signal> predictions = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                String output = in.readUTF();
                String role = in.readUTF();
                byte[] tensor = new byte[checked(in.readInt(), in.available())];
                in.readFully(tensor);
                // a copy in the engine's own memory, whose alignment decides the last digits
                NDArray part = NDArray.decode(manager, tensor);
                // the values are the first part of a signal
                predictions.merge(
                        output, Signal.of(part), (signal, values) -> signal.with(role, part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return predictions;
    }

    private static int checked(int length, int available) throws IOException {
        if (length < 0 || length > available) {
            throw new IOException(
                    "a tensor of %d bytes is announced, and %d follow"
                            .formatted(length, available));
        }
        return length;
    }
}
