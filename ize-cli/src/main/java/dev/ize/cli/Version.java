package dev.ize.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which version runs, and on what. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"ize " + (version == null ? "from source" : version) + ", Java " + Runtime.version()};
    }
}
