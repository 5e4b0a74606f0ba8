// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import dev.sora.artefact.LocalArtefact;
import dev.sora.pretrained.tokenizer.Tokenizer;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a tokeniser comes from.
 *
 * @param file a {@code tokenizer.json}
 * @param artefact otherwise an artefact that contains one
 */
record TokenizerFile(Optional<Path> file, Optional<String> artefact) {

    /** Returns the origin that settings name: one of {@code tokenizer} and {@code artefact}. */
    static TokenizerFile of(Settings settings) {
        Optional<Path> file = settings.find(SubwordsType.TOKENIZER);
        Optional<String> artefact = settings.find(SubwordsType.ARTEFACT);
        if (file.isPresent() == artefact.isPresent()) {
            throw new SoraException(
                    Problem.of("SORA-4589", "a tokenizer needs one origin")
                            .needs("'tokenizer' or 'artefact'")
                            .have(artefact.isPresent() ? "both" : "none")
                            .fix("name the tokenizer.json of the model that reads the tokens"));
        }
        return new TokenizerFile(file, artefact);
    }

    /** Returns the bytes of the file. */
    byte[] read() {
        Optional<LocalArtefact> found =
                artefact.map(text -> LocalArtefact.find(text, List.of("tokenizer.json")));
        try (InputStream in =
                found.isPresent() ? found.get().open() : Files.newInputStream(file.orElseThrow())) {
            byte[] bytes = in.readNBytes(Tokenizer.MOST_BYTES + 1);
            if (bytes.length > Tokenizer.MOST_BYTES) {
                throw new DataException(
                        Problem.of("SORA-4588", "the tokenizer cannot be read")
                                .where(where())
                                .needs("at most %d MiB".formatted(Tokenizer.MOST_BYTES >> 20))
                                .fix("name the tokenizer.json of a model"));
            }
            return bytes;
        } catch (IOException e) {
            boolean missing = e instanceof NoSuchFileException;
            throw new DataException(
                    Problem.of("SORA-4588", "the tokenizer cannot be read")
                            .where(where())
                            .have(missing ? "no such file" : String.valueOf(e.getMessage()))
                            .fix(
                                    "check the path; a relative one counts from the manifest's"
                                            + " folder"),
                    e);
        }
    }

    /** Returns the name for messages. */
    String where() {
        return file.map(Path::toString).or(() -> artefact).orElse("");
    }
}
