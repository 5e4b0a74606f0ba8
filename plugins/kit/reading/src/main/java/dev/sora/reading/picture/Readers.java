// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * The readers of the formats: those of the JDK, and those of TwelveMonkeys for other formats.
 *
 * <p>Readers of TwelveMonkeys are created here and not registered: the registry of Java would keep
 * the class loader of a plugin reachable after an update. They are loaded with the first such
 * picture.
 */
final class Readers implements AutoCloseable {

    private final Map<String, ImageReader> readers = new HashMap<>();

    /** Returns the reader of a format. */
    ImageReader of(PictureFormat format) {
        return format == PictureFormat.WEBP
                ? made("webp", Foreign::webp)
                : made(format.reader(), () -> own(format.reader()));
    }

    /** Returns the reader of CMYK JPEGs. */
    ImageReader ofPrintedJpeg() {
        return made("printed", Foreign::jpeg);
    }

    /** Returns the reader of TIFF variants that the reader of the JDK does not support. */
    ImageReader ofUnusualTiff() {
        return made("unusual", Foreign::tiff);
    }

    private ImageReader made(String name, Supplier<ImageReader> maker) {
        return readers.computeIfAbsent(name, n -> maker.get());
    }

    @Override
    public void close() {
        readers.values().forEach(ImageReader::dispose);
        readers.clear();
    }

    /** Returns the reader of the JDK, and none that the context class loader provides. */
    private static ImageReader own(String format) {
        Iterator<ImageReader> candidates = ImageIO.getImageReadersByFormatName(format);
        while (candidates.hasNext()) {
            ImageReader candidate = candidates.next();
            if ("java.desktop".equals(candidate.getClass().getModule().getName())) {
                return candidate;
            }
        }
        throw new IllegalStateException("this Java has no reader for " + format);
    }

    /** Loads classes of TwelveMonkeys only when they are needed. */
    private static final class Foreign {

        static ImageReader webp() {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }

        static ImageReader tiff() {
            return new TIFFImageReaderSpi().createReaderInstance(null);
        }

        static ImageReader jpeg() {
            try {
                ImageReaderSpi own = Readers.own("jpeg").getOriginatingProvider();
                JPEGImageReaderSpi spi = new JPEGImageReaderSpi();
                // it looks up the reader that it wraps in a registry; this one is local
                ServiceRegistry registry =
                        new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
                registry.registerServiceProvider(own, ImageReaderSpi.class);
                registry.registerServiceProvider(spi, ImageReaderSpi.class);
                ImageReader reader = spi.createReaderInstance(null);
                registry.deregisterAll();
                return reader;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
