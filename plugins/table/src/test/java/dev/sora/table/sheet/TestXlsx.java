// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import static dev.sora.table.sheet.Workbooks.number;
import static dev.sora.table.sheet.Workbooks.row;
import static dev.sora.table.sheet.Workbooks.styled;
import static dev.sora.table.sheet.Workbooks.text;
import static dev.sora.table.sheet.Workbooks.typed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestXlsx {

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("book.xlsx");
    }

    private Map<String, Object> with(Object... more) {
        Map<String, Object> raw = new HashMap<>(Map.of("path", file().toString()));
        for (int i = 0; i < more.length; i += 2) {
            raw.put((String) more[i], more[i + 1]);
        }
        return raw;
    }

    private Reading.Result read(Object... more) {
        return Reading.result("xlsx", with(more));
    }

    private List<Object> column(String name, Object... more) {
        return Reading.column(Reading.all("xlsx", with(more)), name);
    }

    private Problem failure(Object... more) {
        return Reading.failure("xlsx", with(more));
    }

    @Test
    void readsCellsByTheirTypes() throws IOException {
        new Workbooks()
                .texts(
                        "<si><t>Ann</t></si><si><r><t>Bo</t></r><r><t xml:space=\"preserve\"> B"
                                + "</t></r><rPh><t>no</t></rPh></si><si><t>a_x000D_b</t></si>")
                .sheet(
                        row(text("name"), text("age"), text("size"), text("ok"), text("mixed"))
                                + row(
                                        typed("s", 0),
                                        number(31),
                                        number("1.5"),
                                        typed("b", 1),
                                        number(7))
                                + "<row/>"
                                + row(
                                        typed("s", 1),
                                        number("4E1"),
                                        number(2),
                                        typed("b", 0),
                                        text("x &amp; y"))
                                + row(typed("s", 2), "<c/>", number("0.1")))
                .write(file());

        Reading.Result result = read();

        assertThat(result.schema().columns())
                .containsExactly(
                        Column.of("name", ColumnType.TEXT),
                        Column.of("age", ColumnType.NUMBER),
                        Column.of("size", ColumnType.NUMBER),
                        Column.of("ok", ColumnType.BOOLEAN),
                        Column.of("mixed", ColumnType.TEXT));
        assertThat(column("name")).containsExactly("Ann", "Bo B", "a\rb");
        assertThat(column("age")).containsExactly(31.0, 40.0, null);
        assertThat(column("size")).containsExactly(1.5, 2.0, 0.1);
        assertThat(column("ok")).containsExactly(true, false, null);
        assertThat(column("mixed")).containsExactly("7", "x & y", null);
        assertThat(column("age", "types", Map.of("age", "text"))).containsExactly("31", "40", null);
        assertThat(result.records().get(1).where()).isEqualTo("book.xlsx!/Sheet1:4");
    }

    /** A date is what a person reads in the sheet, without a zone, as in a CSV. */
    @Test
    void readsDatesAsTexts() throws IOException {
        String rows =
                row(text("when"))
                        + row(styled(1, 1))
                        + row(styled(1, 59))
                        + row(styled(1, 61))
                        + row(styled(1, 45351))
                        + row(styled(3, "45351.5451388889"))
                        + row(styled(1, "0.25"))
                        + row(styled(5, "0.75"))
                        + row(typed("d", "2024-02-29T13:05:00"));
        new Workbooks().sheet(rows).write(file());

        assertThat(column("when"))
                .containsExactly(
                        "1900-01-01",
                        "1900-02-28",
                        "1900-03-01",
                        "2024-02-29",
                        "2024-02-29T13:05:00",
                        "06:00:00",
                        "18:00:00",
                        "2024-02-29T13:05:00");

        new Workbooks().from1904().sheet(row(text("when")) + row(styled(1, 43889))).write(file());
        assertThat(column("when")).containsExactly("2024-02-29");
    }

    @Test
    void takesOtherFormatsForNumbers() throws IOException {
        new Workbooks()
                .sheet(row(text("a"), text("b")) + row(styled(2, "1.5"), styled(4, "2.5")))
                .write(file());

        assertThat(column("a")).containsExactly(1.5);
        assertThat(column("b")).containsExactly(2.5);
    }

    @Test
    void refusesDaysThatAreNone() throws IOException {
        new Workbooks()
                .sheet(row(text("when")) + row(styled(1, 60)) + row(styled(1, -1)))
                .write(file());

        assertThat(read().broken())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("SORA-4286"));
        assertThat(read().broken().get(0).have()).contains("60");
    }

    @Test
    void readsErrorsAsTheyAre() throws IOException {
        new Workbooks()
                .sheet(
                        row(text("a"))
                                + row(typed("e", "#N/A"))
                                + row("<c><f>1/0</f><v/></c>")
                                + row(typed("e", "#DIV/0!"))
                                + row("<c><f>A1+1</f></c>")
                                + row("<c><f>SUM(A1)</f><v>4</v></c>")
                                + row("<c t=\"str\"><f>\"x\"</f><v>5</v></c>"))
                .write(file());

        Reading.Result result = read("types", Map.of("a", "number"));

        assertThat(Reading.column(result.records(), "a")).containsExactly(null, 4.0, 5.0);
        assertThat(result.broken()).extracting(Problem::code).containsOnly("SORA-4286");
        assertThat(result.broken().get(0).where()).isEqualTo("book.xlsx!/Sheet1:3");
        assertThat(result.broken().get(0).have()).contains("never stored");
        assertThat(result.broken().get(1).have()).isEqualTo("#DIV/0!");
        assertThat(result.broken().get(2).have()).contains("never stored");
        assertThat(result.broken().get(0).fix()).contains("errors: missing", "on_error: skip");
        assertThat(read("errors", "missing").broken()).isEmpty();
    }

    @Test
    void fillsMergedCellsAndPassesOverHiddenRows() throws IOException {
        new Workbooks()
                .sheet(
                        "S",
                        "visible",
                        "<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>kind</t></is></c>"
                                + "<c r=\"C2\" t=\"inlineStr\"><is><t>n</t></is></c></row>"
                                + "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>x</t></is></c>"
                                + "<c r=\"C3\"><v>1</v></c></row>"
                                + "<row r=\"4\" hidden=\"1\"><c r=\"C4\"><v>2</v></c></row>"
                                + "<row r=\"7\"><c r=\"C7\"><v>3</v></c></row>",
                        "<mergeCells><mergeCell ref=\"B3:B4\"/></mergeCells>")
                .write(file());

        assertThat(column("kind")).containsExactly("x", "x", null);
        assertThat(column("kind", "merged", "first")).containsExactly("x", null, null);
        assertThat(column("n", "hidden", false)).containsExactly(1L, 3L);
        assertThat(read("limit", 2).records()).hasSize(2);
    }

    @Test
    void findsSheetsAndNames() throws IOException {
        new Workbooks()
                .sheet("Secret", "hidden", row(text("h")) + row(number(0)), "")
                .sheet(
                        "People",
                        "visible",
                        row(text("a"), "<c/>", text("b")) + row(number(1), number(2)),
                        "")
                .sheet("2", "visible", row(text("title")) + row(number(3), number(4)), "")
                .write(file());

        assertThat(read().schema().columns())
                .extracting(Column::name)
                .containsExactly("a", "column2", "b");
        assertThat(column("h", "sheet", "Secret")).containsExactly(0L);
        assertThat(column("title", "sheet", "2")).containsExactly(3L);
        assertThat(column("a", "sheet", "1", "columns", List.of("a"))).containsExactly("h", "0");
        assertThat(column("y", "sheet", "2", "skip_rows", 1, "columns", List.of("x", "y")))
                .containsExactly(4L);
        assertThat(column("column1", "sheet", "2", "header", false)).containsExactly("title", "3");
        assertThat(failure("sheet", "none").code()).isEqualTo("SORA-4283");
        assertThat(failure("sheet", "none").have()).isEqualTo("Secret, People, 2");

        new Workbooks().sheet(row(text("a"), text("a")) + row(number(1))).write(file());
        assertThat(failure().code()).isEqualTo("SORA-4285");
        new Workbooks().sheet("").write(file());
        assertThat(failure().code()).isEqualTo("SORA-4285");
    }

    @Test
    void doesNotTrustTheFile() throws IOException {
        Files.write(file(), new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0});
        assertThat(failure().have()).contains("password");
        Files.writeString(file(), "a,b\n1,2\n");
        assertThat(failure().code()).isEqualTo("SORA-4281");
        assertThat(Reading.failure("xlsx", Map.of("path", folder + "/none.xlsx")).code())
                .isEqualTo("SORA-4101");

        // an entity that would read a file of the machine
        new Workbooks()
                .sheet("")
                .part(
                        "xl/worksheets/sheet1.xml",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet>"
                                + "<sheetData><row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row>"
                                + "</sheetData></worksheet>")
                .write(file());
        assertThat(failure().code()).isEqualTo("SORA-4282");

        for (String rows :
                List.of(
                        "<row><c r=\"ZZZZ1\"><v>1</v></c></row>",
                        "<row r=\"9\"/><row r=\"2\"/>",
                        "<row r=\"99999999\"/>",
                        "<row><c t=\"s\"><v>7</v></c></row>",
                        "<row><c><v>one</v></c></row>",
                        "<row><c r=\"1\"><v>1</v></c></row>",
                        "<row><c>")) {
            new Workbooks().sheet(rows).write(file());
            assertThat(failure().code()).as(rows).isEqualTo("SORA-4282");
        }
    }

    @Test
    void readsForPredictionAsItWasTrained() throws IOException {
        new Workbooks()
                .sheet("Notes", "visible", row(text("about")), "")
                .sheet("Data", "visible", row(text("x")) + row(text("-")) + row(number(2)), "")
                .write(file());
        DataSourceType type = Reading.type(DataSourceType.class, "xlsx");
        List<Column> wanted = List.of(Column.of("x", ColumnType.NUMBER));
        Map<String, Object> trained = with("sheet", "Data", "missing", List.of("-"));

        Map<String, Object> raw =
                type.settingsFor(
                                file(),
                                new TrainedOn(Reading.settings(type, trained), wanted, Set.of()))
                        .orElseThrow();

        List<DataRecord> records = Reading.all("xlsx", raw);
        assertThat(Reading.column(records, "x")).containsExactly(null, 2.0);
        assertThat(type.settingsFor(folder.resolve("a.csv"), wanted)).isEmpty();
    }
}
