// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes workbooks as spreadsheets do, part by part. */
public final class Workbooks {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final StringBuilder sheets = new StringBuilder();
    private final StringBuilder relations = new StringBuilder();
    private String properties = "";
    private int count;

    public Workbooks() {
        part(
                "_rels/.rels",
                """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="a" Type="%s/officeDocument" Target="xl/workbook.xml"/>
                </Relationships>"""
                        .formatted(RELATIONS));
        related("/styles", "styles.xml");
        // 0 general, 1 a day, 2 a duration, 3 declared days, 4 declared text that looks like one
        part(
                "xl/styles.xml",
                """
                <styleSheet xmlns="%s"><numFmts>
                <numFmt numFmtId="164" formatCode="[$-407]d\\. mmmm yyyy;@"/>
                <numFmt numFmtId="165" formatCode="0.0 &quot;days&quot;"/></numFmts>
                <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/>
                <xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>"""
                        .formatted(MAIN));
    }

    private void related(String type, String target) {
        relations.append(
                "<Relationship Id=\"%s\" Type=\"%s\" Target=\"%s\"/>"
                        .formatted("r" + target, RELATIONS + type, target));
    }

    /** Sets or replaces a part. */
    public Workbooks part(String name, String content) {
        parts.put(name, content);
        return this;
    }

    /** Adds a sheet of rows and of what stands behind them. */
    public Workbooks sheet(String name, String state, String rows, String behind) {
        count++;
        String target = "worksheets/sheet" + count + ".xml";
        related("/worksheet", target);
        sheets.append(
                "<sheet name=\"%s\" sheetId=\"%s\" state=\"%s\" r:id=\"%s\"/>"
                        .formatted(name, String.valueOf(count), state, "r" + target));
        return part(
                "xl/" + target,
                "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData>%s</worksheet>"
                        .formatted(MAIN, rows, behind));
    }

    /** Adds a visible sheet. */
    public Workbooks sheet(String rows) {
        return sheet("Sheet" + (count + 1), "visible", rows, "");
    }

    /** Adds texts that cells refer to. */
    public Workbooks texts(String items) {
        related("/sharedStrings", "sharedStrings.xml");
        return part("xl/sharedStrings.xml", "<sst xmlns=\"%s\">%s</sst>".formatted(MAIN, items));
    }

    /** Lets days count from 1904. */
    public Workbooks from1904() {
        properties = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    /** Writes the file. */
    public Path write(Path file) throws IOException {
        part(
                "xl/workbook.xml",
                "<workbook xmlns=\"%s\" xmlns:r=\"%s\">%s<sheets>%s</sheets></workbook>"
                        .formatted(MAIN, RELATIONS, properties, sheets));
        part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">%s</Relationships>"
                        .formatted(relations));
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    /** Returns a row of cells without places, as some writers leave them out. */
    public static String row(String... cells) {
        return "<row>" + String.join("", cells) + "</row>";
    }

    /** Returns a cell with a number. */
    public static String number(Object value) {
        return "<c><v>" + value + "</v></c>";
    }

    /** Returns a cell with a number in a style. */
    public static String styled(int style, Object value) {
        return "<c s=\"" + style + "\"><v>" + value + "</v></c>";
    }

    /** Returns a cell with a text of its own. */
    public static String text(String value) {
        return "<c t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
    }

    /** Returns a cell of a type. */
    public static String typed(String type, Object value) {
        return "<c t=\"" + type + "\"><v>" + value + "</v></c>";
    }
}
