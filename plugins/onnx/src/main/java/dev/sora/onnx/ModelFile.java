// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.djl.ndarray.types.DataType;
import dev.sora.artefact.LocalArtefact;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import java.io.IOException;
import java.io.InputStream;
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
        Optional<LocalArtefact> found =
                artefact.map(text -> LocalArtefact.find(text, List.of(".onnx")));
        String where = file.map(Path::toString).or(() -> artefact).orElse("");
        try (InputStream in =
                found.isPresent() ? found.get().open() : Files.newInputStream(file.orElseThrow())) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw refused(where, "more than %d MiB".formatted(MOST_BYTES >> 20), null);
            }
            HostTensor tensor = HostTensor.allocate(DataType.UINT8, bytes.length);
            tensor.data().duplicate().put(bytes);
            return tensor;
        } catch (IOException e) {
            String have =
                    e instanceof NoSuchFileException
                            ? "no such file"
                            : String.valueOf(e.getMessage());
            throw refused(where, have, e);
        }
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
