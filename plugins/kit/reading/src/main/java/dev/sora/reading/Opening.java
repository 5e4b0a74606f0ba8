// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Opens one file, on disk or within an archive. */
final class Opening {

    private static final int SHOWN = 8;

    private Opening() {}

    static InputStream of(Place place) {
        try {
            if (!place.isEntry()) {
                return Inflated.of(Files.newInputStream(place.file()));
            }
            return place.isZip() ? fromZip(place) : fromTar(place);
        } catch (EOFException | ZipException e) {
            throw Entries.broken(place.toString(), "", e);
        } catch (IOException e) {
            throw Unreadable.file(place.file(), e);
        }
    }

    private static InputStream fromZip(Place place) throws IOException {
        ZipFile zip = zip(place.file());
        try {
            Entries.checkCount(place.file().toString(), zip.size());
            List<String> others = new ArrayList<>();
            ZipEntry found = null;
            var entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Entries.checkPath(place.file().toString(), entry.getName());
                if (!entry.isDirectory()) {
                    if (Entries.plain(entry.getName()).equals(place.entry())) {
                        found = entry;
                    }
                    others.add(entry.getName());
                }
            }
            if (found == null) {
                throw missing(place, others);
            }
            InputStream content =
                    new Inflated.Guard(zip.getInputStream(found), found::getCompressedSize);
            return new Attached(Inflated.of(content), zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    static ZipFile zip(Path archive) {
        try {
            return new ZipFile(archive.toFile());
        } catch (NoSuchFileException e) {
            throw Unreadable.file(archive, e);
        } catch (IOException e) {
            if (Files.isDirectory(archive)) {
                throw Unreadable.file(archive, e);
            }
            throw Entries.broken(archive.toString(), "", e);
        }
    }

    private static InputStream fromTar(Place place) throws IOException {
        InputStream raw = Files.newInputStream(place.file());
        try {
            TarArchiveInputStream tar = new TarArchiveInputStream(Inflated.of(raw), "UTF-8");
            List<String> others = new ArrayList<>();
            int count = 0;
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Entries.checkCount(place.file().toString(), ++count);
                Entries.checkPath(place.file().toString(), entry.getName());
                if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
                    if (Entries.plain(entry.getName()).equals(place.entry())) {
                        return Inflated.of(tar);
                    }
                    if (others.size() <= SHOWN) {
                        others.add(entry.getName());
                    }
                }
            }
            throw missing(place, others);
        } catch (IllegalArgumentException e) {
            raw.close();
            throw new ZipException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            raw.close();
            throw Entries.broken(place.toString(), "", e);
        } catch (RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static DataException missing(Place place, List<String> others) {
        String end = place.entry().substring(place.entry().lastIndexOf('/') + 1);
        List<String> alike = others.stream().filter(o -> o.endsWith(end)).toList();
        List<String> shown = alike.isEmpty() ? others : alike;
        return new DataException(
                Problem.of("SORA-4118", "the archive holds no '%s'".formatted(place.entry()))
                        .where(place.file().toString())
                        .have(
                                String.join(", ", shown.subList(0, Math.min(SHOWN, shown.size())))
                                        + (shown.size() > SHOWN ? ", …" : ""))
                        .fix("name one of its files after '!/'"));
    }

    /** Closes the archive together with the stream of its entry. */
    private static final class Attached extends FilterInputStream {

        private final ZipFile zip;

        Attached(InputStream in, ZipFile zip) {
            super(in);
            this.zip = zip;
        }

        @Override
        public void close() throws IOException {
            try (zip) {
                super.close();
            }
        }
    }
}
