// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.engine;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;

/**
 * Loads the classes of one jar from this jar, even if the application has classes of the same
 * names; all other classes come from the kernel. An engine replaces some classes of the library
 * that it packs, so the order of the jars on the class path must not matter.
 */
final class EngineLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    EngineLoader(URL jar, ClassLoader kernel) {
        super(new URL[] {jar}, kernel);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null && findResource(name.replace('.', '/') + ".class") != null) {
                found = findClass(name);
            }
            return found == null ? super.loadClass(name, resolve) : found;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    /** Returns those of the jar only, if there are any: its natives and services are complete. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> own = findResources(name);
        return own.hasMoreElements() ? own : super.getResources(name);
    }
}
