// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.PredictionOptions;
import dev.sora.core.RunEvent;
import dev.sora.problem.DataException;
import dev.sora.source.PassedOver;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data for prediction is read in the same way as the training data. */
final class TestPredictionInput {

    /** A table without names, whose first column is the label. */
    private static final String TABLE =
            """
            manifest: 1
            name: table
            data:
              train:
                type: csv
                path: %s
                delimiter: semicolon
                columns: [kind, id, a, b]
                missing: ["?"]
                types: {kind: integer}
                limit: 150
            inputs:
              figures: {type: number, columns: [a, b], missing: mean}
            outputs:
              kind: {type: classification, column: kind, from: figures}
            training: {epochs: 2, batch_size: 32}
            """;

    /** Users are the input; items have a price, which tables of users do not contain. */
    private static final String ITEMS =
            """
            manifest: 1
            name: items
            data:
              train: {type: csv, path: %1$s/seen.csv}
              test: {type: csv, path: %1$s/test.csv, on_error: skip}
            inputs:
              user: {type: user, column: user}
              age: {type: number, column: age}
              item: {type: item, column: item}
            particles:
              likes: {type: mf, from: [user, item], factors: 4}
              years: {type: dense, from: age, units: 4}
            combiners:
              all: {type: concat, from: [likes, years]}
            outputs:
              top: {type: implicit, user: user, item: item, from: all, evaluation: all, top: 3}
            training: {epochs: 1, batch_size: 32}
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path table;

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab(folder);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            rows.append("%d;%d;%d;%d\n".formatted(i % 7 > 3 ? 1 : 0, i, i % 7, i % 5));
        }
        table = lab.train("table", TABLE.formatted(write("train.csv", rows))).model();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Path write(String name, CharSequence text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<Map<String, Object>> predict(Path model, Path input) {
        List<Map<String, Object>> lines = new ArrayList<>();
        lab.predict(model, input, lines::add);
        lines.forEach(line -> line.remove("record"));
        return lines;
    }

    @Test
    void aTableMayLackWhatIsPredicted() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 160; i++) {
            rows.append("%d;%d;%s\n".formatted(i, i % 7, i == 7 ? "?" : "3"));
        }
        List<Map<String, Object>> told = predict(table, write("new.csv", rows));

        assertThat(told).hasSize(160);
        assertThat(told.get(7)).containsKey("label");
        assertThat(predict(table, write("named.csv", "b,id,a\n" + swapped(rows)))).isEqualTo(told);
        assertThatThrownBy(() -> predict(table, write("short.csv", "1\n")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4227")
                .hasMessageContaining("3 columns: id, a, b");
    }

    private static String swapped(StringBuilder rows) {
        StringBuilder swapped = new StringBuilder();
        rows.toString()
                .lines()
                .map(row -> row.split(";"))
                .forEach(f -> swapped.append("%s,%s,%s\n".formatted(f[2], f[0], f[1])));
        return swapped.toString();
    }

    @Test
    void readsWhatLiesInAnArchive() throws IOException {
        Path archive = folder.resolve("new.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("in/new.csv"));
            zip.write("1;2;3\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(predict(table, Path.of(archive + "!/in/new.csv"))).hasSize(1);
        assertThatThrownBy(() -> predict(table, Path.of(folder + "/no.zip!/in/new.csv")))
                .isInstanceOf(DataException.class);
    }

    @Test
    void saysWhichFilesOfAFolderWereNotRead() throws IOException {
        Path model = lab.train("digits", Manifests.DIGITS, "training.epochs=1").model();
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        BufferedImage digit = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        ImageIO.write(digit, "png", pictures.resolve("one.png").toFile());
        ImageIO.write(digit, "png", pictures.resolve("two.png").toFile());
        Files.writeString(pictures.resolve("notes.txt"), "taken in May");
        Files.writeString(pictures.resolve(".hidden"), "");
        List<Map<String, Object>> lines = new ArrayList<>();
        List<RunEvent.FilesPassedOver> passed = new ArrayList<>();

        lab.predict(
                model,
                pictures,
                PredictionOptions.DEFAULT,
                event -> {
                    if (event instanceof RunEvent.FilesPassedOver some) {
                        passed.add(some);
                    }
                },
                lines::add);

        assertThat(lines).hasSize(2);
        assertThat(passed)
                .singleElement()
                .satisfies(
                        some -> {
                            assertThat(some.part()).isEqualTo("prediction");
                            assertThat(some.what())
                                    .filteredOn(PassedOver::needsAttention)
                                    .singleElement()
                                    .satisfies(
                                            what -> {
                                                assertThat(what.count()).isEqualTo(1);
                                                assertThat(what.examples())
                                                        .containsExactly("notes.txt");
                                            });
                        });
    }

    @Test
    void usersAreAskedForWithoutItems() throws IOException {
        StringBuilder seen = new StringBuilder("user,age,item\n");
        for (int i = 0; i < 300; i++) {
            seen.append("u%d,%d,i%d\n".formatted(i % 30, 20 + i % 30, i * 7 % 40));
        }
        write("seen.csv", seen);
        write("test.csv", "user,age,item\nu1,21,i3\nu2,old,i4\nu3,23,\nu4,24,i5\n");
        List<RunEvent.RecordsSkipped> skipped = new ArrayList<>();

        Path model =
                lab.train(
                                "items",
                                event -> {
                                    if (event instanceof RunEvent.RecordsSkipped some) {
                                        skipped.add(some);
                                    }
                                },
                                ITEMS.formatted(folder))
                        .model();

        // an invalid age, and a record without an item
        assertThat(skipped).singleElement().satisfies(s -> assertThat(s.records()).isEqualTo(2));
        assertThat(lab.evaluate(model))
                .isEqualTo(lab.runtime().inspect(model).metrics().split("test"));
        assertThat(predict(model, write("users.csv", "age,user\n30,u5\n31,nobody\n"))).hasSize(2);

        List<Map<String, Object>> lines = new ArrayList<>();
        Path broken = write("broken.csv", "user,age\nu1,30\nu2,old\nu3,31\n");
        lab.predict(
                model, broken, PredictionOptions.DEFAULT.skippingBroken(), Lab.DEAF, lines::add);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).containsKey("items");
        assertThat(lines.get(1)).containsKey("error");
        assertThat(lines.get(2)).containsKey("items").containsEntry("user", "u3");
    }

    @Test
    void aSourceThatSaysNothingIsTriedWithAnotherPath() throws IOException {
        Path notes = write("train.notes", "1 2 a\n2 1 b\n".repeat(30));
        Path model =
                lab.train(
                                "notes",
                                """
                                manifest: 1
                                name: notes
                                data:
                                  train: {type: notes, path: %s, limit: 50}
                                inputs:
                                  x: {type: vector, column: x}
                                outputs:
                                  kind: {type: classification, column: kind, from: x}
                                training: {epochs: 1}
                                """
                                        .formatted(notes))
                        .model();

        assertThat(predict(model, write("new.notes", "3 4 ?\n".repeat(60)))).hasSize(60);
    }
}
