package dev.ize.bench.history;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** JGit without the settings of this machine and user, which would make runs of two machines differ. */
final class JGitSettings extends SystemReader.Delegate {
    private JGitSettings(SystemReader system) {
        super(system);
    }

    /** Puts them in force for this process. */
    static synchronized void use() {
        SystemReader system = SystemReader.getInstance();
        if (!(system instanceof JGitSettings)) {
            SystemReader.setInstance(new JGitSettings(system));
        }
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    /** Settings that are in no file. */
    private static final class Nothing extends FileBasedConfig {
        Nothing(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is no file.
        }

        @Override
        public void save() {
            // What JGit finds out about the file system lasts as long as the process.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
