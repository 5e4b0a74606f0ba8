// SPDX-License-Identifier: Apache-2.0
//
// Moves the sources of the chosen kind to where they belong, and leaves nothing of the others.
import java.nio.file.Files
import java.nio.file.Path
import java.util.stream.Collectors

Path project = Path.of(request.outputDirectory, request.artifactId)
Path kinds = project.resolve("kinds")
Path chosen = kinds.resolve(request.properties["kind"])

Files.walk(chosen).withCloseable { all ->
    all.filter { Files.isRegularFile(it) }.collect(Collectors.toList()).each { file ->
        Path place = project.resolve(chosen.relativize(file).toString())
        Files.createDirectories(place.parent)
        Files.move(file, place)
    }
}
kinds.toFile().deleteDir()
Files.move(project.resolve("gitignore"), project.resolve(".gitignore"))
