// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import dev.sora.problem.DataException;
import dev.sora.problem.PathNames;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.FileNames;
import dev.sora.reading.picture.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Reads the images that cells name, relative to a folder. Names that lead outside of the folder are
 * refused. A file is open only while it is read.
 */
public final class PictureFolder implements Cell, AutoCloseable {

    private static final int MOST_BYTES = 256 << 20;

    private final Path folder;
    private final Pictures pictures = new Pictures();
    private Path real;

    /** Creates a reader of the images of a folder; the folder is accessed with the first image. */
    public PictureFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Object read(char[] text, int from, int length, Supplier<String> where) {
        return read(new String(text, from, length).strip(), where);
    }

    /**
     * Returns the image with a name.
     *
     * @throws RecordException if the image does not exist or is damaged
     */
    public Object read(String name, Supplier<String> where) {
        Path file = resolve(name, where);
        byte[] bytes;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new RecordException(
                        Problem.of("SORA-4214", "the picture's file is too large")
                                .where(where.get() + ", " + file)
                                .needs("at most %,d bytes".formatted(MOST_BYTES))
                                .fix("make it smaller"));
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw missing(name, where);
        }
        return pictures.decode(bytes, where.get() + ", " + file);
    }

    @Override
    public String needs() {
        return "the name of a picture's file";
    }

    @Override
    public void close() {
        pictures.close();
    }

    private Path resolve(String name, Supplier<String> where) {
        if (real == null) {
            try {
                real = folder.toRealPath();
            } catch (IOException e) {
                throw new DataException(
                        Problem.of("SORA-4215", "there is no folder of pictures")
                                .where(folder.toString())
                                .fix("set 'folder' to the folder that the names are relative to"),
                        e);
            }
        }
        try {
            Path file = FileNames.find(real, name).normalize();
            // resolve links, so that a link cannot lead outside of the folder
            if (file.startsWith(real) && file.toRealPath().startsWith(real)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new RecordException(PathNames.problem(e).where(where.get()));
        } catch (IOException e) {
            throw missing(name, where);
        }
        throw new RecordException(
                Problem.of("SORA-4216", "the name of a picture points outside its folder")
                        .where(where.get())
                        .needs("a file in " + folder)
                        .have("'" + name + "'")
                        .fix("name files in that folder, or set 'folder' to one above"));
    }

    private RecordException missing(String name, Supplier<String> where) {
        return new RecordException(
                Problem.of("SORA-4217", "there is no picture '%s'".formatted(name))
                        .where(where.get())
                        .needs("a file in " + folder)
                        .fix("set 'folder' to the folder that the names are relative to"));
    }
}
