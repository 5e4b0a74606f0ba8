// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.engine.PtNDManager;
import dev.sora.problem.EngineException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** Classes of another copy of DJL's engine are refused, whatever the order of the class path. */
final class TestForeignClasses {

    @Test
    void acceptsItsOwnClasses() {
        assertThatCode(() -> ForeignClasses.refuse(PtNDManager.class, NativeRuntime.class))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesClassesOfAnotherJar() {
        assertThatThrownBy(() -> ForeignClasses.refuse(Test.class, NativeRuntime.class))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("SORA-5107")
                .hasMessageContaining("before other code of the application uses DJL");
    }

    @Test
    void refusesTheSameJarInAnotherClassLoader() throws IOException, ClassNotFoundException {
        URL place = PtNDManager.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader kernel = ai.djl.ndarray.NDManager.class.getClassLoader();
        try (URLClassLoader other =
                new URLClassLoader(new URL[] {place}, kernel) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve)
                            throws ClassNotFoundException {
                        return name.startsWith(PtNDManager.class.getName())
                                ? findClass(name)
                                : super.loadClass(name, resolve);
                    }
                }) {
            Class<?> copy = other.loadClass(PtNDManager.class.getName());

            assertThatThrownBy(() -> ForeignClasses.refuse(copy, NativeRuntime.class))
                    .isInstanceOf(EngineException.class);
        }
    }
}
