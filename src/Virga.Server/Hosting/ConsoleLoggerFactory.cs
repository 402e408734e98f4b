using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Virga.Server.Hosting;

/// <summary>
/// Log lines on standard error: time, level, part, message. The framework's console logger brings a thread, a queue and
/// options that cost more than the whole start may.
/// </summary>
internal sealed class ConsoleLoggerFactory(LogLevel minimum, TimeProvider time) : ILoggerFactory
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new ConsoleLogger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var part = category[(category.LastIndexOf('.') + 1)..];
        var line = $"{now} {level.ToString().ToUpperInvariant(),-11} {part}: {message}";
        if (exception is not null) line += Environment.NewLine + exception;
        lock (gate) Console.Error.WriteLine(line);
    }

    private sealed class ConsoleLogger(ConsoleLoggerFactory factory, string category) : ILogger
    {
        /// <summary>Kestrel tells of every connection; only its warnings concern a user.</summary>
        private readonly LogLevel minimum = category.StartsWith("Microsoft.", StringComparison.Ordinal)
            ? (LogLevel)Math.Max((int)factory.Minimum, (int)LogLevel.Warning)
            : factory.Minimum;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) factory.Write(logLevel, category, formatter(state, exception), exception);
        }
    }

    private LogLevel Minimum => minimum;
}
