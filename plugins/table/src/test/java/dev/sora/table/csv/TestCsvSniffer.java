// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestCsvSniffer {

    @TempDir private Path dir;

    private Map<String, Object> sniff(String name, String text, Charset charset)
            throws IOException {
        Path file = Files.write(dir.resolve(name), text.getBytes(charset));
        Map<String, Map<String, Object>> parts = new CsvType().discover(file);
        if (parts.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> raw = new LinkedHashMap<>(parts.get("train"));
        assertThat(raw.remove("path")).isEqualTo(file.toString());
        return raw;
    }

    private Map<String, Object> sniff(String name, String text) throws IOException {
        return sniff(name, text, StandardCharsets.UTF_8);
    }

    @Test
    void findsDelimiters() throws IOException {
        assertThat(sniff("a.csv", "a,b\n1,2\n")).isEmpty();
        assertThat(sniff("a.csv", "a;b\n1;2\n")).isEqualTo(Map.of("delimiter", "semicolon"));
        assertThat(sniff("a.csv", "a\tb\n1\t2\n")).isEqualTo(Map.of("delimiter", "tab"));
        assertThat(sniff("a.tsv", "a\tb\n1\t2\n")).isEmpty();
        assertThat(sniff("a.tsv", "a,b\n1,2\n")).isEqualTo(Map.of("delimiter", ","));
        assertThat(sniff("a.csv", "a|b|c\n1|2|3\n")).isEqualTo(Map.of("delimiter", "bar"));
        assertThat(sniff("a.dat", "1::2::3\n4::5::6\n"))
                .isEqualTo(Map.of("delimiter", "::", "header", false));
        // duckdb/duckdb#14115: commas within fields
        assertThat(sniff("a.csv", "who|what\nme|one, two\nyou|three, four, five\n"))
                .isEqualTo(Map.of("delimiter", "bar"));
        assertThat(sniff("a.csv", "1,5;2,3\n4,1;7,2\n"))
                .as("decimal commas")
                .isEqualTo(Map.of("delimiter", "semicolon", "header", false, "decimal", "comma"));
        assertThat(sniff("a.csv", "only\none\ncolumn\n")).isEmpty();
    }

    /** A number that is read as a string becomes a category or an identifier, or a class. */
    @Test
    void findsHowNumbersAreWritten() throws IOException {
        assertThat(numbers("a;b", "x;1,5", "y;12,25"))
                .isEqualTo(Map.of("delimiter", "semicolon", "decimal", "comma"));
        assertThat(numbers("a;b", "x;1.234,56", "y;?", "y;7", "z;950,00"))
                .isEqualTo(
                        Map.of("delimiter", "semicolon", "decimal", "comma", "thousands", "point"));
        assertThat(numbers("a;b;day", "1,5;1.234;31.12.2023", "2,5;950;1.1.2024"))
                .isEqualTo(
                        Map.of("delimiter", "semicolon", "decimal", "comma", "thousands", "point"));
        assertThat(numbers("a;b", "x;1 234,5", "y;12,5"))
                .isEqualTo(
                        Map.of("delimiter", "semicolon", "decimal", "comma", "thousands", "space"));
        assertThat(numbers("a,b", "x,\"1.234,56\"", "y,\"7,50\""))
                .isEqualTo(Map.of("decimal", "comma", "thousands", "point"));
        assertThat(numbers("a,b", "x,\"61,700\"", "y,950")).isEqualTo(Map.of("thousands", "comma"));
        assertThat(numbers("a;b", "x;1'234.50", "y;12.5"))
                .isEqualTo(Map.of("delimiter", "semicolon", "thousands", "apostrophe"));
    }

    @Test
    void leavesNumbersThatDoNotSayHowTheyAreWritten() throws IOException {
        assertThat(numbers("a,b", "1.5,2", "0.25,3")).isEmpty();
        assertThat(numbers("a;b", "1,234;2", "5,678;3"))
                .as("1234 or 1.234")
                .isEqualTo(Map.of("delimiter", "semicolon"));
        assertThat(numbers("a;b", "1,25;2.5", "3,5;3.75"))
                .as("both forms")
                .isEqualTo(Map.of("delimiter", "semicolon"));
        assertThat(numbers("tags;n", "1,2;2", "1,2,3;3"))
                .as("lists")
                .isEqualTo(Map.of("delimiter", "semicolon"));
        assertThat(numbers("id,codes", "1,\"3,1\"", "2,\"3,10\"", "3,\"12,4\""))
                .as("pairs, of which 3,1 and 3,10 would be one number")
                .isEmpty();
        assertThat(numbers("a\tb", "1,234\tx", "2,567\ty"))
                .as("1234 or 1.234")
                .isEqualTo(Map.of("delimiter", "tab"));
        assertThat(numbers("phone;n", "123 456 789;2", "234 567 890;3"))
                .isEqualTo(Map.of("delimiter", "semicolon"));
    }

    private Map<String, Object> numbers(String... lines) throws IOException {
        return sniff("numbers.csv", String.join("\n", lines) + "\n");
    }

    @Test
    void findsQuotesThatMeanNothing() throws IOException {
        assertThat(sniff("a.tsv", "\"so it began\t1\n6 feet\t2\n"))
                .isEqualTo(Map.of("quote", "none", "header", false));
        assertThat(sniff("a.csv", "text,n\n\"a, \"\"b\"\"\nc\",1\n\"d\",2\n")).isEmpty();
    }

    @Test
    void tellsNamesFromData() throws IOException {
        assertThat(sniff("a.csv", "5.1,3.5,setosa\n4.9,3.0,setosa\n"))
                .isEqualTo(Map.of("header", false));
        assertThat(sniff("a.csv", "sex,length\nM,0.4\nF,0.5\n")).isEmpty();
        assertThat(sniff("a.csv", "M,0.4\nF,0.5\nM,0.3\n")).isEqualTo(Map.of("header", false));
        assertThat(sniff("a.csv", ",x,y\n0,1,2\n1,3,4\n")).as("an index without name").isEmpty();
        assertThat(sniff("a.csv", "red,small\nblue,large\nred,large\n"))
                .as("a value that occurs again")
                .isEqualTo(Map.of("header", false));
        assertThat(sniff("a.csv", "colour,size\nblue,large\nred,large\n")).isEmpty();
        // python/cpython#104380: texts of one length, a column without values
        assertThat(
                        sniff(
                                "a.csv",
                                "sample,is_nc,fastq_1,fastq_2\n"
                                        + "5B7822-M1-U055G,False,data/5B7822_S12_R1_001.fastq.gz,\n"
                                        + "5B7822-M1-U042G,False,data/5B7822_S03_R1_001.fastq.gz,\n"))
                .isEmpty();
        assertThat(sniff("a.csv", "x,x,y\n1,2,3\n"))
                .isEqualTo(Map.of("columns", List.of("x", "x_2", "y"), "header", true));
    }

    @Test
    void findsEncodings() throws IOException {
        String text = "stadt,n\nK\u00f6ln,1\nM\u00fcnchen,2\n";
        assertThat(sniff("a.csv", text)).isEmpty();
        assertThat(sniff("a.csv", "\ufeff" + text)).isEmpty();
        assertThat(sniff("a.csv", text, Charset.forName("windows-1252")))
                .isEqualTo(Map.of("encoding", "windows-1252"));
        assertThat(sniff("a.csv", text, StandardCharsets.UTF_16LE))
                .isEqualTo(Map.of("encoding", "UTF-16LE"));
        assertThat(sniff("a.csv", text, StandardCharsets.UTF_16)).isEmpty();
        String chinese = "评价,标签\n距离川沙公路较近,好\n商务大床房房间很大,好\n整体感觉经济实惠不错,坏\n";
        assertThat(sniff("a.csv", chinese, Charset.forName("GB18030")))
                .containsEntry("encoding", "GB18030");
    }

    @Test
    void leavesAloneWhatIsNoTable() throws IOException {
        assertThat(sniff("a.txt", "One sentence.\nAnother one, with a comma.\n")).isEmpty();
        assertThat(new CsvType().discover(dir.resolve("a.txt"))).isEmpty();
        Files.write(dir.resolve("b.csv"), new byte[] {1, 2, 0, 3, 4, 5, 6, 7, 8, 9});
        assertThat(new CsvType().discover(dir.resolve("b.csv"))).isEmpty();
        assertThat(new CsvType().discover(dir)).isEmpty();
    }

    @Test
    void opensWhatItFound() throws IOException {
        Path file = Files.writeString(dir.resolve("a.csv"), "x;y\n1,5;a\n2,5;b\n");
        Map<String, Object> raw = new CsvType().discover(file).get("train");
        try (DataSource open =
                new CsvType().open(Settings.of(new CsvType().descriptor().settings(), raw))) {
            assertThat(open.records().next().orElseThrow().find("x")).contains("1.5");
        }
    }
}
