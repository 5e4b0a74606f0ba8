// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ml;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;

/** A saved transformer: its parameters as Spark writes them, and the model package. */
final class SavedTransformer {

    private static final String PACKAGE = "model.sora";

    private SavedTransformer() {}

    /** Saves a transformer. */
    static final class Writer extends MLWriter {

        private final SoraTransformer transformer;

        Writer(SoraTransformer transformer) {
            this.transformer = transformer;
        }

        @Override
        public void saveImpl(String path) {
            // the copy that the driver has sent, so that what is saved is what was used
            java.nio.file.Path model = transformer.shipped().file();
            DefaultParamsWriter$.MODULE$.saveMetadata(transformer, path, sparkSession());
            Path copy = new Path(path, PACKAGE);
            try {
                FileSystem files =
                        copy.getFileSystem(sparkSession().sparkContext().hadoopConfiguration());
                try (OutputStream out = files.create(copy, false)) {
                    Files.copy(model, out);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Reads a saved transformer. */
    static final class Reader extends MLReader<SoraTransformer> {

        @Override
        public SoraTransformer load(String path) {
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader$.MODULE$.loadMetadata(
                            path, sparkSession(), SoraTransformer.class.getName());
            SoraTransformer transformer = new SoraTransformer(metadata.uid());
            metadata.getAndSetParams(transformer, metadata.getAndSetParams$default$2());
            return transformer.setModel(new Path(path, PACKAGE).toString());
        }
    }
}
