// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.artefact.LocalArtefact;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a model comes from.
 *
 * @param file an ONNX file
 * @param artefact otherwise an artefact that contains one
 */
record ModelFile(Optional<Path> file, Optional<String> artefact) {

    /** The greatest size, below that of a message of Protocol Buffers, 2 GiB. */
    private static final int MOST_BYTES = 1 << 30;

    private static final int PART_BYTES = 1 << 16;

    static ModelFile of(Settings settings) {
        ModelFile origin =
                new ModelFile(settings.find(OnnxType.FILE), settings.find(OnnxType.ARTEFACT));
        if (origin.file.isPresent() == origin.artefact.isPresent()) {
            throw new SoraException(
                    Problem.of("SORA-2343", "a model needs one origin")
                            .needs("'file' or 'artefact'")
                            .have(origin.file.isPresent() ? "both" : "none")
                            .fix("name the ONNX file"));
        }
        return origin;
    }

    static String where(Settings settings) {
        return settings.find(OnnxType.FILE)
                .map(Path::toString)
                .or(() -> settings.find(OnnxType.ARTEFACT))
                .orElse("");
    }

    /** Reads the file. */
    HostTensor read() {
        String where = file.map(Path::toString).or(() -> artefact).orElse("");
        try {
            if (artefact.isPresent()) {
                LocalArtefact found = LocalArtefact.find(artefact.get(), List.of(".onnx"));
                long size = counted(found);
                return read(found.open(), size, where);
            }
            Path path = file.orElseThrow();
            long size = Files.size(path);
            return read(Files.newInputStream(path), size, where);
        } catch (IOException e) {
            String have =
                    e instanceof NoSuchFileException
                            ? "no such file"
                            : String.valueOf(e.getMessage());
            throw refused(where, have, e);
        }
    }

    /** Reads as many bytes as were counted, so that they need no place in the Java heap. */
    private static HostTensor read(InputStream opened, long size, String where) throws IOException {
        try (InputStream in = opened) {
            if (size > MOST_BYTES) {
                throw refused(where, "more than %d MiB".formatted(MOST_BYTES >> 20), null);
            }
            HostTensor tensor =
                    HostTensor.of(
                            DataType.UINT8,
                            new Shape(size),
                            NativeMemory.allocate("the model", (int) size));
            if (!fills(in, tensor.data().duplicate())) {
                throw refused(where, "it changed while it was read", null);
            }
            return tensor;
        }
    }

    /** Counts the bytes, up to one more than the greatest size. */
    private static long counted(LocalArtefact artefact) throws IOException {
        try (InputStream in = artefact.open()) {
            byte[] part = new byte[PART_BYTES];
            long size = 0;
            for (int read; size <= MOST_BYTES && (read = in.read(part)) >= 0; ) {
                size += read;
            }
            return size;
        }
    }

    /** Reads bytes until the buffer is full; returns whether these are all. */
    private static boolean fills(InputStream in, ByteBuffer bytes) throws IOException {
        byte[] part = new byte[PART_BYTES];
        for (int read; (read = in.read(part)) >= 0; ) {
            if (read > bytes.remaining()) {
                return false;
            }
            bytes.put(part, 0, read);
        }
        return !bytes.hasRemaining();
    }

    static DataException refused(String where, String have, Throwable cause) {
        return new DataException(
                Problem.of("SORA-2344", "the model %s cannot be taken".formatted(where))
                        .needs("one ONNX file with all of its weights, of at most 1 GiB")
                        .have(have)
                        .fix(
                                "check the path; save a model with weights in other files as one file"),
                cause);
    }
}
