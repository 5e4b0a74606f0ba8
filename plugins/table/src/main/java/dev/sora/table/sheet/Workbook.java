// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import dev.sora.reading.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The data that all sheets of a workbook share.
 *
 * @param file the file
 * @param sheets the sheets of cells, in their order
 * @param from1904 whether days count from 1904
 * @param formats the kind of each cell format, by the number of its style
 * @param texts the texts that cells refer to
 */
record Workbook(
        Path file,
        List<Sheet> sheets,
        boolean from1904,
        List<NumberFormats> formats,
        List<String> texts) {

    private static final byte[] OLD = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};
    private static final int MOST_PARTS = 100_000;

    /**
     * A sheet.
     *
     * @param name its name
     * @param part its path within the file
     * @param hidden whether the sheet is hidden
     */
    record Sheet(String name, String part, boolean hidden) {}

    /**
     * Reads everything but the cells.
     *
     * @throws dev.sora.problem.DataException if the file is not a workbook or is damaged
     */
    static Workbook read(Path file) {
        try (ZipFile zip = open(file)) {
            return read(file, zip);
        } catch (IOException e) {
            throw SheetProblem.damaged(file, "", e);
        }
    }

    static ZipFile open(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(OLD.length);
            if (Arrays.equals(first, OLD)) {
                throw SheetProblem.noWorkbook(file, "an xls workbook, or one with a password");
            }
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
        try {
            return new ZipFile(file.toFile());
        } catch (NoSuchFileException e) {
            throw Unreadable.file(file, e);
        } catch (IOException e) {
            throw SheetProblem.noWorkbook(file, String.valueOf(e.getMessage()));
        }
    }

    private static Workbook read(Path file, ZipFile zip) throws IOException {
        if (zip.size() > MOST_PARTS) {
            throw new ZipException("it holds more than %d parts".formatted(MOST_PARTS));
        }
        String main =
                zip.getEntry("_rels/.rels") == null
                        ? ""
                        : Relations.read(zip, "").ofType("/officeDocument").orElse("");
        if (!main.endsWith(".xml") || zip.getEntry(main) == null) {
            throw SheetProblem.noWorkbook(
                    file, main.endsWith(".bin") ? "a binary workbook (xlsb)" : "another zip file");
        }
        Relations relations = Relations.read(zip, main);
        List<Sheet> sheets = new ArrayList<>();
        boolean from1904 = false;
        try (Part part = Part.open(zip, main)) {
            while (part.next()) {
                if (part.begins("workbookPr")) {
                    from1904 = List.of("1", "true").contains(part.attribute("date1904"));
                } else if (part.begins("sheet")) {
                    String target = relations.sheet(part.reference());
                    if (!target.isEmpty()) {
                        sheets.add(
                                new Sheet(
                                        part.attribute("name"),
                                        target,
                                        part.attribute("state")
                                                .toLowerCase(Locale.ROOT)
                                                .contains("hidden")));
                    }
                }
            }
        }
        String styles = relations.ofType("/styles").orElse("");
        String texts = relations.ofType("/sharedStrings").orElse("");
        return new Workbook(
                file,
                List.copyOf(sheets),
                from1904,
                zip.getEntry(styles) == null ? List.of() : formats(zip, styles),
                zip.getEntry(texts) == null ? List.of() : SharedTexts.read(file, zip, texts));
    }

    private static List<NumberFormats> formats(ZipFile zip, String styles) throws IOException {
        Map<String, NumberFormats> declared = new HashMap<>();
        List<NumberFormats> formats = new ArrayList<>();
        boolean cells = false;
        try (Part part = Part.open(zip, styles)) {
            while (part.next()) {
                if (part.begins("numFmt")) {
                    declared.put(
                            part.attribute("numFmtId"),
                            NumberFormats.of(part.attribute("formatCode")));
                } else if (part.begins("cellXfs") || part.ends("cellXfs")) {
                    cells = part.begins("cellXfs");
                } else if (cells && part.begins("xf")) {
                    String id = part.attribute("numFmtId");
                    NumberFormats format = declared.get(id);
                    formats.add(format != null ? format : builtIn(id));
                }
            }
        }
        return formats;
    }

    private static NumberFormats builtIn(String id) {
        return id.matches("\\d{1,9}")
                ? NumberFormats.builtIn(Integer.parseInt(id))
                : NumberFormats.NUMBER;
    }

    /**
     * Returns the sheet with a name or a number from 1; the first visible one if none is requested.
     */
    Sheet sheet(String wanted) {
        for (Sheet sheet : sheets) {
            if (wanted.isEmpty() ? !sheet.hidden() : sheet.name().equals(wanted)) {
                return sheet;
            }
        }
        if (wanted.matches("[1-9]\\d{0,5}") && Integer.parseInt(wanted) <= sheets.size()) {
            return sheets.get(Integer.parseInt(wanted) - 1);
        }
        throw SheetProblem.noSheet(file, wanted, sheets.stream().map(Sheet::name).toList());
    }
}
