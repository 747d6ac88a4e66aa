// What has to hold before the program does anything else.
#pragma once

namespace caveat::app {

/// No core, however the machine collects them, since memory holds readers' requests; standard streams that
/// are closed lead to /dev/null, so that no log line goes into a reader's connection that got their number;
/// writing to a pipe that nobody reads is an error and no end.
void prepare_process();

/// A SIGHUP waits until the server reloads on it, instead of ending a program that has just begun.
void hold_hangups();

}  // namespace caveat::app
