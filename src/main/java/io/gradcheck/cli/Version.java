package io.gradcheck.cli;

import io.gradcheck.nn.Products;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this library, which the build has written beside this class, and by what large networks are multiplied. */
final class Version implements IVersionProvider {

    private static final String RESOURCE = "version.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("version: found no resource " + RESOURCE + " beside "
                        + Version.class.getName() + ", wanted it in the jar; build it with its resources");
            }
            properties.load(resource);
        }
        return new String[] {
            "gradcheck " + properties.getProperty("version"), "matrix products: " + Products.description()
        };
    }
}
