// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/** Reads small files completely. */
public final class ReadFile {

    private ReadFile() {}

    /** Reads a JSON object from a file of limited size. */
    public static Map<String, Object> object(Path file, int limit) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new DataException(
                        Problem.of("SORA-4405", "the file is too large")
                                .where(file.toString())
                                .needs("at most %d bytes".formatted(limit))
                                .fix("use a copy of the file as Sora wrote it"));
            }
            return Json.readObject(bytes, file.toString());
        } catch (IOException e) {
            throw new DataException(ReadProblems.unreadable(file, e), e);
        }
    }
}
