// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import dev.sora.source.DataSourceType;
import dev.sora.table.arrow.Arrows;
import dev.sora.table.arrow.Fields;
import dev.sora.table.arrow.Values;
import dev.sora.table.npz.Npy;
import dev.sora.table.sheet.Workbooks;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SourceContract;
import dev.sora.testkit.Workbench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files in a folder, and what the sources of the plugin are tried on. */
final class DataContracts {

    private static final String TABLE =
            """
            id,name,weight,when
            1,ann,0.5,2024-02-29
            2,"b, ob",,2024-03-01
            1,cem,1e3,1999-12-31
            """;

    private final Path folder;

    DataContracts(Path folder) {
        this.folder = folder;
    }

    private static SourceContract source(String name) {
        return Contracts.source(Workbench.type(new DataPlugin(), DataSourceType.class, name));
    }

    private String write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private String write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes).toString();
    }

    private String missing() {
        return folder.resolve("missing").toString();
    }

    List<SourceContract> all() throws IOException {
        return List.of(csv(), jsonl(), textFolder(), lines(), conll(), npz(), xlsx(), arrow());
    }

    private SourceContract csv() throws IOException {
        String table = write("table.csv", TABLE);
        Map<String, byte[]> packed = Map.of("in/table.csv", TABLE.getBytes(StandardCharsets.UTF_8));
        String zip = write("table.zip", Packing.zip(packed));
        String plain = write("plain.tsv", "# of nobody\n1\t2\t3\t4\n5\t6\n");
        String broken = write("broken.csv", "id,weight\n1,2\n2,heavy\n3,4\n4,5,6\n5,6\n");
        Map<String, Object> types = Map.of("id", "integer", "weight", "number", "when", "time");
        return source("csv")
                .variant(Map.of("path", table))
                .variant(Map.of("path", table, "types", types, "limit", 2))
                .variant(Map.of("path", zip + "!/in/table.csv", "missing", List.of("", "ann")))
                .variant(
                        Map.of(
                                "path",
                                plain,
                                "columns",
                                List.of("a", "b"),
                                "rest",
                                "c",
                                "comment",
                                "#",
                                "types",
                                Map.of("c", "vector")))
                .variant(
                        Map.of(
                                "path",
                                table,
                                "parts",
                                Map.of("when", "(?<year>\\d+)-.*"),
                                "join",
                                List.of(Map.of("on", "id", "path", side()))))
                .fails(Map.of("path", missing()))
                .fails(Map.of("path", folder.toString()))
                .fails(Map.of("path", zip + "!/in/other.csv"))
                .fails(Map.of("encoding", "no such encoding"))
                .broken(
                        Map.of(
                                "path",
                                broken,
                                "types",
                                Map.of("id", "integer", "weight", "number")),
                        2)
                .refuses("limit", 0)
                .refuses("skip_lines", -1)
                .refuses("types", Map.of("id", "colour"));
    }

    private String side() throws IOException {
        return write("side.csv", "id,town\n1,Bonn\n2,Rome\n");
    }

    private SourceContract jsonl() throws IOException {
        String text =
                """
                {"id": 1, "tags": ["a", "b"], "in": {"deep": 0.5}, "v": [1, 2.5]}
                {"id": 2, "tags": [], "in": {"deep": null}, "v": [3, 4]}
                """;
        String file = write("rows.jsonl", text);
        String packed = write("rows.jsonl.gz", Packing.gz(text.getBytes(StandardCharsets.UTF_8)));
        String broken = write("broken.jsonl", "{\"id\": 1}\n{\"id\": \"one\"}\n{\"id\": 3}\n");
        return source("jsonl")
                .variant(Map.of("path", file))
                .variant(Map.of("path", packed, "limit", 1))
                .variant(Map.of("path", file, "separator", ", ", "types", Map.of("v", "vector")))
                .fails(Map.of("path", missing()))
                .fails(Map.of("path", write("no.jsonl", "no json at all\n")))
                .broken(Map.of("path", broken, "types", Map.of("id", "integer")), 1)
                .refuses("limit", 0);
    }

    private SourceContract textFolder() throws IOException {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        for (String name : List.of("good/a.txt", "good/b.txt", "bad/a.txt", "bad/c.md")) {
            texts.put("texts/" + name, ("a text: " + name).getBytes(StandardCharsets.UTF_8));
            write("texts/" + name, texts.get("texts/" + name));
        }
        String tar = write("texts.tar.gz", Packing.gz(Packing.tar(texts)));
        String unpacked = folder.resolve("texts").toString();
        return source("text-folder")
                .variant(Map.of("path", unpacked))
                .variant(Map.of("path", unpacked, "classes", List.of("good"), "limit", 1))
                .variant(Map.of("path", tar + "!/texts", "endings", List.of(".txt", ".md")))
                .variant(Map.of("path", unpacked, "labels", "none", "text_column", "words"))
                .fails(Map.of("path", missing()))
                .fails(Map.of("classes", List.of("ugly")))
                .fails(Map.of("endings", List.of(".pdf")))
                .refuses("labels", "guess")
                .refuses("limit", 0);
    }

    private SourceContract lines() throws IOException {
        String english = write("en.txt", "one\ntwo\nthree\n");
        String german = write("de.txt.gz", Packing.gz("eins\nzwei\ndrei".getBytes()));
        String shorter = write("short.txt", "uno\ndue\n");
        return source("lines")
                .variant(Map.of("files", Map.of("text", english)))
                .variant(Map.of("files", Map.of("en", english, "de", german), "limit", 2))
                .fails(Map.of("files", Map.of("text", missing())))
                .refuses("limit", 0)
                .fails(Map.of("files", Map.of()))
                .variant(Map.of("files", Map.of("it", shorter)));
    }

    private SourceContract conll() throws IOException {
        String tagged = "-DOCSTART-\tO\n\nAnn\tB-P\nleft\tO\n\n\nin\tO\nRome\tB-L\n";
        String file = write("a.conll", tagged);
        String packed = write("a.conll.gz", Packing.gz(tagged.getBytes(StandardCharsets.UTF_8)));
        String wide = write("wide.conll", "Ann NNP B-NP B-P\nleft VBD B-VP O\n");
        String broken = write("broken.conll", "a\tO\nb\nc\tO\n\nd\tO\n\n\tO\n\ne\tO\n");
        return source("conll")
                .variant(Map.of("path", file))
                .variant(Map.of("path", packed, "limit", 1))
                .variant(Map.of("path", wide, "label", 2))
                .variant(Map.of("path", wide, "labelled", false))
                .fails(Map.of("path", missing()))
                .broken(Map.of("path", broken), 2)
                .refuses("limit", 0)
                .refuses("token", 0);
    }

    private SourceContract xlsx() throws IOException {
        String rows =
                Workbooks.row(Workbooks.text("a"), Workbooks.text("b"))
                        + Workbooks.row(Workbooks.number(1), Workbooks.text("x"))
                        + Workbooks.row(Workbooks.number("2.5"), Workbooks.typed("e", "#N/A"));
        String file = new Workbooks().sheet(rows).write(folder.resolve("a.xlsx")).toString();
        String broken =
                new Workbooks()
                        .sheet(rows + Workbooks.row(Workbooks.typed("e", "#REF!")))
                        .write(folder.resolve("broken.xlsx"))
                        .toString();
        return source("xlsx")
                .variant(Map.of("path", file))
                .variant(Map.of("path", file, "sheet", "1", "limit", 1, "merged", "first"))
                .variant(Map.of("path", broken, "errors", "missing", "types", Map.of("a", "text")))
                .variant(Map.of("path", file, "header", false, "hidden", false))
                .variant(Map.of("path", file, "skip_rows", 1, "columns", List.of("x", "y")))
                .fails(Map.of("path", missing()))
                .fails(Map.of("path", file, "sheet", "Sheet7"))
                .fails(Map.of("path", write("no.xlsx", "no workbook at all")))
                .broken(Map.of("path", broken), 1)
                .refuses("limit", 0)
                .refuses("errors", "guess")
                .refuses("skip_rows", -1);
    }

    private SourceContract arrow() throws IOException {
        Arrows table =
                new Arrows(Fields.integer("id", 64, false), Fields.text("t"))
                        .batch(2, Values.integers(8, 1L, 2L), Values.texts("a", null));
        String file = write("set/a.arrow", table.file());
        String stream = write("a.arrows", table.stream());
        Long[] ids = new Long[1001];
        java.util.Arrays.fill(ids, 7L);
        ids[1000] = -1L;
        Arrows late =
                new Arrows(Fields.integer("id", 64, false)).batch(1001, Values.integers(8, ids));
        return source("arrow")
                .variant(Map.of("path", file))
                .variant(Map.of("path", folder.resolve("set").toString(), "limit", 1))
                .variant(Map.of("path", stream, "columns", List.of("t"), "images", List.of()))
                .variant(Map.of("path", file, "types", Map.of("id", "text")))
                .fails(Map.of("path", missing()))
                .fails(Map.of("path", file, "columns", List.of("nothing")))
                .fails(Map.of("path", write("no.arrow", "no arrow at all")))
                .broken(Map.of("path", write("late.arrow", late.file())), 1)
                .refuses("limit", 0)
                .refuses("types", Map.of("id", "colour"));
    }

    private SourceContract npz() throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("image.npy", Npy.of("|u1", "2, 2, 3", false, Npy.bytes(12)));
        arrays.put("label.npy", Npy.of("|u1", "2,", false, Npy.bytes(2)));
        String file = write("arrays.npz", Packing.zip(arrays));
        return source("npz")
                .variant(Map.of("path", file))
                .variant(Map.of("path", file, "columns", Map.of("y", "label"), "limit", 1))
                .variant(Map.of("path", file, "types", Map.of("image", "vector", "label", "text")))
                .fails(Map.of("path", missing()))
                .fails(Map.of("columns", Map.of("y", "nothing")))
                .fails(Map.of("path", write("no.npz", new byte[40])))
                .refuses("limit", 0);
    }
}
