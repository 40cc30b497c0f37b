//! Standard output and standard error: colours, width, and pipes that close.

use std::env;
use std::io::{self, BufWriter, IsTerminal as _, Stderr, Stdout, Write};

use anstream::stream::{AsLockedWrite, RawStream};
use anstream::{AutoStream, ColorChoice};

use super::args::{Color, TerminalArgs};
use crate::render::Style;

/// The width where nothing says how wide the terminal is.
const USUAL_WIDTH: usize = 100;

/// The two streams. Findings and other results go to `out`, problems to `err`.
pub(super) struct Terminal {
    out: Stream<Stdout>,
    err: Stream<Stderr>,
}

/// A stream and how to write to it.
struct Stream<S: RawStream + AsLockedWrite> {
    to: BufWriter<Pipe<AutoStream<S>>>,
    style: Style,
}

impl Terminal {
    /// The streams of this process, with what the flags and the environment say of them.
    pub(super) fn new(args: &TerminalArgs) -> Self {
        let choice = match args.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        };
        let width = args.width.map_or_else(width, usize::from);
        Self {
            out: Stream::new(io::stdout(), choice, width),
            err: Stream::new(io::stderr(), choice, width),
        }
    }

    /// Standard output.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        &mut self.out.to
    }

    /// How text on standard output looks.
    pub(super) fn out_style(&self) -> Style {
        self.out.style
    }

    /// Standard error, after everything written to standard output so far.
    ///
    /// # Errors
    ///
    /// Those of standard output.
    pub(super) fn err(&mut self) -> io::Result<&mut dyn Write> {
        self.out.to.flush()?;
        Ok(&mut self.err.to)
    }

    /// How text on standard error looks.
    pub(super) fn err_style(&self) -> Style {
        self.err.style
    }

    /// Says that a stream failed or the working directory is gone. Where that cannot be said
    /// either, the exit status still says it.
    pub(super) fn complain(&mut self, error: &io::Error) {
        let _ = writeln!(self.err.to, "error: {error}").and_then(|()| self.err.to.flush());
    }

    /// Writes out what is held back.
    ///
    /// # Errors
    ///
    /// Those of the streams, except that a reader has gone.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.to.flush()?;
        self.err.to.flush()
    }
}

impl<S: RawStream + AsLockedWrite> Stream<S> {
    fn new(raw: S, choice: ColorChoice, width: usize) -> Self {
        let choice = match choice {
            ColorChoice::Auto => AutoStream::choice(&raw),
            ColorChoice::Always | ColorChoice::AlwaysAnsi | ColorChoice::Never => choice,
        };
        let color = choice != ColorChoice::Never;
        let to = AutoStream::new(raw, choice);
        Self {
            to: BufWriter::new(Pipe { to, closed: false }),
            style: Style {
                width,
                color,
                summary: true,
            },
        }
    }
}

/// `$COLUMNS`, or the width of the terminal, or the usual one. A stream that is no terminal
/// gets the usual width, so that redirected output is the same everywhere.
#[expect(
    clippy::disallowed_methods,
    reason = "the width of the terminal is for the command line to find out"
)]
fn width() -> usize {
    let columns = env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let terminal = || {
        let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
        io::stdout().is_terminal().then_some(usize::from(width.0))
    };
    columns.or_else(terminal).unwrap_or(USUAL_WIDTH)
}

/// A stream whose reader may go away (`| head`): from then on, what is written is dropped.
struct Pipe<W> {
    to: W,
    closed: bool,
}

impl<W> Pipe<W> {
    fn unless_closed<T>(&mut self, result: io::Result<T>, dropped: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(dropped)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = self.to.write(bytes);
        self.unless_closed(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.to.flush();
        self.unless_closed(result, ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails with this kind of error once it holds three bytes.
    struct Full(Vec<u8>, io::ErrorKind);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0.len() >= 3 {
                return Err(self.1.into());
            }
            self.0.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn pipe(kind: io::ErrorKind) -> Pipe<Full> {
        Pipe {
            to: Full(Vec::new(), kind),
            closed: false,
        }
    }

    #[test]
    fn a_reader_that_has_gone_is_no_error() {
        let mut pipe = pipe(io::ErrorKind::BrokenPipe);
        for _ in 0..3 {
            pipe.write_all(b"abc").unwrap();
        }
        pipe.flush().unwrap();
        assert_eq!(pipe.to.0, b"abc");
    }

    #[test]
    fn a_full_disk_is_an_error() {
        let mut pipe = pipe(io::ErrorKind::StorageFull);
        pipe.write_all(b"abc").unwrap();
        assert!(pipe.write_all(b"abc").is_err());
    }
}
