// Before any other project is built, puts the files of consumers/jupiter into it that its invoker.properties names as
// shared, and into its module m those that it names as shared.m.

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

List<Path> files(Path directory, int depth) {
    Files.walk(directory, depth).withCloseable { paths -> paths.filter(Files::isRegularFile).toList() }
}

Path projects = basedir.toPath().parent
Path jupiter = basedir.toPath().resolve('../../../test-fixtures/consumers/jupiter').normalize()
Map<String, Path> known = files(jupiter.resolve('src'), 9).collectEntries { [it.fileName.toString(), it] }

files(projects, 3).findAll { it.fileName.toString() == 'invoker.properties' }.each { file ->
    Properties properties = new Properties()
    Files.newBufferedReader(file).withCloseable { properties.load(it) }
    properties.findAll { key, names -> key ==~ /shared(\..+)?/ }.each { key, names ->
        Path project = file.resolveSibling(key.replaceFirst(/shared\.?/, ''))
        names.tokenize().each { name ->
            if (!known[name]) {
                throw new IllegalArgumentException("${key} in ${file}: found ${name}, wanted one of ${known.keySet()}")
            }
            Path copy = project.resolve(jupiter.relativize(known[name]))
            Files.createDirectories(copy.parent)
            Files.copy(known[name], copy, StandardCopyOption.REPLACE_EXISTING)
        }
    }
}
return true
