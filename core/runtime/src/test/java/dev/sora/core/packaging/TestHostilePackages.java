// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestHostilePackages {

    @TempDir private Path folder;
    private Path file;
    private HostileZip zip;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("model.sora");
        ModelPackage.write(file, Samples.model());
        zip = new HostileZip(file);
    }

    @Test
    void readsAPackageThatAnotherToolPacked() throws IOException {
        zip.seal(file, "model");

        assertThat(ModelPackage.read(file)).isEqualTo(Samples.model());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.txt",
                "/etc/passwd",
                "particles/../../evil.json",
                "particles/a/b.json",
                "particles/",
                "particles/.json",
                "particles\\x.json",
                "C:evil",
                "extra.txt",
                "Manifest.yaml",
                "best.safetensors"
            })
    void refusesEntriesItDoesNotKnow(String name) throws IOException {
        zip.put(name, "{}").seal(file, "model");

        refused("SORA-4404  the file holds an unknown entry", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest.yaml",
                "lock.json",
                "weights.safetensors",
                "metrics.json",
                "card.md"
            })
    void namesThePartThatIsMissing(String name) throws IOException {
        zip.remove(name).seal(file, "model");

        refused("SORA-4403  a part of the file is missing", "an entry " + name);
    }

    @Test
    void noticesAListedEntryThatIsGone() throws IOException {
        zip.remove("particles/image.json").write(file);

        refused("SORA-4403", "particles/image.json");
    }

    @Test
    void noticesAnEntryThatIsNotListed() throws IOException {
        zip.put("particles/more.json", "{}").write(file);

        refused("SORA-4406  the file is damaged", "particles/more.json");
    }

    @Test
    void namesTheEntryWhoseDigestIsWrong() throws IOException {
        zip.put("card.md", "# digots\n").write(file);

        refused("SORA-4406  the file is damaged", "card.md", "digest");
    }

    @Test
    void namesTheEntryInWhichAByteWasFlipped() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = bytes.length - 12;
        while (!new String(bytes, at, 12, StandardCharsets.ISO_8859_1).startsWith("stem.bias")) {
            at--;
        }
        bytes[at]++;
        Files.write(file, bytes);

        refused("SORA-4406  the file is damaged", "weights.safetensors");
    }

    @Test
    void refusesAnEntryThatIsThereTwice() throws IOException {
        zip.put("card.mX", "another").write(file);
        byte[] bytes = Files.readAllBytes(file);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace("card.mX", "card.md");
        Files.write(file, latin.getBytes(StandardCharsets.ISO_8859_1));

        refused("SORA-4404  the file holds an entry twice", "card.md");
    }

    @Test
    void refusesABombThatSaysWhatItIs() throws IOException {
        zip.put("card.md", new byte[Container.MAX_TEXT + 1]).seal(file, "model");
        assertThat(Files.size(file)).isLessThan(200_000);

        refused("SORA-4405  an entry of the file is too large", "card.md");
    }

    @Test
    void refusesABombThatLies() throws IOException {
        zip.put("card.md", new byte[10_000_000]).seal(file, "model");
        byte[] bytes = Files.readAllBytes(file);
        // The directory gives the size of the card; change it there, the last time it appears.
        byte[] size = {(byte) 0x80, (byte) 0x96, (byte) 0x98, 0};
        int at = bytes.length - 4;
        while (!Arrays.equals(Arrays.copyOfRange(bytes, at, at + 4), size)) {
            at--;
        }
        bytes[at + 1] = 0;
        bytes[at + 2] = 0;
        Files.write(file, bytes);

        refused("SORA-4406  the file is damaged", "card.md", "more data than it declares");
    }

    @Test
    void saysThatANewerSoraIsNeeded() throws IOException {
        zip.put("format.json", "{\"format\": 3, \"kind\": \"model\"}")
                .put("new.bin", "something that format 2 does not know")
                .write(file);

        refused(
                "SORA-4402  the file was written by a newer Sora",
                "needs  format 2",
                "have   format 3",
                "fix    install a newer Sora");
    }

    @Test
    void saysThatAnOlderSoraWroteIt() throws IOException {
        zip.put("format.json", "{\"format\": 1, \"kind\": \"model\", \"entries\": {}}").write(file);

        refused(
                "SORA-4410  the file was written by an older Sora",
                "needs  format 2",
                "have   format 1",
                "fix    train again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {}                                                    | the format has no number
            {"format": "1"}                                       | the format has no number
            {"format": 0}                                         | the format has no number
            {"format": 2, "kind": "model"}                        | the entries are not listed
            {"format": 2, "kind": "model", "entries": {"card.md": 3}} | without size and digest
            [1]                                                   | object was expected
            """)
    void refusesAFormatThatIsNotRight(String format, String message) throws IOException {
        zip.put("format.json", format).write(file);

        refused("SORA-4407", "format.json", message);
    }

    @Test
    void refusesAZipOfAnotherOrigin() throws IOException {
        zip.remove("format.json").write(file);

        refused("SORA-4401  not a file that Sora wrote", "format.json");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
            lock.json            | {"a": 1, "a": 2} | Duplicate field 'a'
            lock.json            | {"a": NaN}       | not valid JSON
            lock.json            | {"a": 1e999}     | too large
            metrics.json         | {"test": 3}      | 'test' must be an object
            metrics.json         | {"test": {"digit": {"accuracy": "good"}}} | 'accuracy' must be a number
            particles/image.json | []               | object was expected
            particles/image.json | {"a": null}      | 'a' holds nothing
            particles/image.json | {"a": ["b", 1]}  | 'a' mixes values of several types
            particles/image.json | {"a b": 1}       | 'a b' is no key of a state
            particles/image.json | {"a": {"$tensor": "a"}} | 'a' lacks its tensor
            particles/image.json | {"a": {"$tensor": "b"}} | names the tensor of another value
            particles/image.json | {"a": {"$class": "a"}}  | a value of an unknown kind
            weights.safetensors  | 12345678{}       | a header of
            """)
    void namesTheEntryThatDoesNotParse(String name, String content, String message)
            throws IOException {
        zip.put(name, content).seal(file, "model");

        refused("SORA-4407", name, message);
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        zip.put("manifest.yaml", new byte[] {(byte) 0xff, (byte) 0xfe}).seal(file, "model");

        refused("SORA-4407  the text is not UTF-8", "manifest.yaml");
    }

    @Test
    void refusesATreeThatIsTooDeep() throws IOException {
        zip.put("lock.json", "{\"a\":" + "[".repeat(100_000)).seal(file, "model");

        refused("SORA-4407", "lock.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "manifest: 1\nname: digits\n# not a package at all\n"})
    void refusesWhatIsNoZip(String content) throws IOException {
        Files.writeString(file, content);

        refused("SORA-4401  not a file that Sora wrote, or not all of it", "model.sora");
    }

    private void refused(String... parts) {
        assertThatThrownBy(() -> ModelPackage.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining("model.sora");
    }
}
