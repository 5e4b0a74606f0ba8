// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A local or mounted folder. */
record FolderPlace(Path folder) implements Place {

    private static final int BUFFER = 1 << 16;

    @Override
    public boolean needsSignature() {
        return false;
    }

    @Override
    public String name(String file) {
        return folder.resolve(file).toString();
    }

    @Override
    public boolean fetch(String file, long limit, boolean signed, Path target) {
        Path from = folder.resolve(file);
        if (Files.notExists(from, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isRegularFile(from)) {
            throw Place.unusable(from.toString(), new IOException("no file"));
        }
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > limit) {
                    throw Place.tooLarge(from.toString(), limit, Files.size(from));
                }
                out.write(buffer, 0, n);
            }
            return true;
        } catch (IOException e) {
            throw Place.unusable(from.toString(), e);
        }
    }
}
