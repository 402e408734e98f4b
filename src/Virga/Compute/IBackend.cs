using Virga.Service.Control;

namespace Virga.Compute;

/// <summary>
/// Something that runs machines. It is told what should be and makes it so; it never decides. Identity on the host is a
/// label or a name derived from the instance id, so that it finds what is its own after a crash, and nothing else.
/// </summary>
internal interface IBackend : IAsyncDisposable
{
    /// <summary><c>docker</c>, <c>libvirt</c>.</summary>
    string Name { get; }

    /// <summary>How it is now.</summary>
    PartHealth Health { get; }

    /// <summary>
    /// Looks whether it can work here, and begins to watch: machines that change by themselves, images that come and
    /// go.
    /// Must not delay the start of the server, and keeps trying by itself when the engine is away.
    /// </summary>
    void Start(IMachineObserver observer);

    /// <summary>
    /// Brings the machine to what it should be and returns when it is so. Idempotent. Calls for one machine never
    /// overlap. Called again after a failure that may pass.
    /// </summary>
    /// <exception cref="MachineException">It cannot be; the code and text become the instance's state
    /// reason.</exception>
    Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation);

    /// <summary>Removes machines of this backend that no instance stands for, and only those.</summary>
    /// <param name="wanted">The instances that there are. It is asked after looking what machines there are, and
    /// again before other things of theirs are removed: an instance may be launched meanwhile.</param>
    /// <param name="cancellation">Ends it.</param>
    Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation);
}

/// <summary>Takes what a backend sees without being asked.</summary>
internal interface IMachineObserver
{
    /// <summary>
    /// A machine was seen in a state that nobody asked for: it ended by itself, was removed, or was started.
    /// </summary>
    /// <param name="instanceId">Whose machine.</param>
    /// <param name="seen">What it is now.</param>
    /// <param name="isGuestInitiated">The guest powered itself off, rather than somebody on the host.</param>
    void Seen(string instanceId, Power seen, bool isGuestInitiated);

    /// <summary>The user data of an instance has run.</summary>
    /// <param name="instanceId">Whose.</param>
    /// <param name="outcome"><c>ok</c>, or <c>exit</c> and the status of the first part that failed.</param>
    void UserDataEnded(string instanceId, string outcome)
    {
    }

    /// <summary>The images that the backend has, whole, whenever that list changes.</summary>
    void Images(string backend, IReadOnlyList<HostImage> images);

    /// <summary>The backend works again after it did not: machines are to be looked at anew.</summary>
    void Recovered(string backend);

    /// <summary>Something of a running machine is to be mended, as is found when it is looked at.</summary>
    void Ails(string instanceId)
    {
    }
}

/// <summary>A backend whose running machines get their cards from it when interfaces come and go.</summary>
internal interface ICards;

/// <summary>An image on the host that is an AMI.</summary>
/// <param name="ImageId">Such as <c>ami-000001</c>.</param>
/// <param name="Name">The AMI's name.</param>
/// <param name="Reference">What the backend starts: an image reference, a path.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="SizeBytes">How large it is.</param>
internal sealed record HostImage(
    string ImageId, string Name, string Reference, string Architecture, DateTimeOffset CreatedAt, long SizeBytes)
{
    /// <summary><c>uefi</c> or <c>legacy-bios</c>; null where nothing is known of it.</summary>
    public string? BootMode { get; init; }

    /// <summary>Of the root volume of its machines, where it is a disk itself.</summary>
    public int RootGiB { get; init; } = DefaultRootGiB;

    /// <summary>What images of Linux have on AWS.</summary>
    public const int DefaultRootGiB = 8;
}

/// <summary>A machine cannot be what it should be, and trying again will not help.</summary>
/// <param name="code">AWS's code of a state reason, such as <c>Server.InternalError</c>.</param>
/// <param name="message">For the user: what went wrong and, if possible, what to do.</param>
internal sealed class MachineException(string code, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public string Code => code;

    /// <summary>Whether its disk is gone, so that it can not be started again either.</summary>
    public bool IsLost { get; init; }
}

/// <summary>A backend that can show what a machine wrote to its console.</summary>
internal interface IConsoleOutput
{
    /// <summary>The last bytes of the console, 64 KiB at most.</summary>
    Task<ReadOnlyMemory<byte>> ConsoleOutputAsync(string instanceId, CancellationToken cancellation);
}

/// <summary>A backend that can show a machine's screen.</summary>
internal interface IConsoleScreenshot
{
    /// <summary>The screen as JPEG or PNG.</summary>
    Task<ReadOnlyMemory<byte>> ScreenshotAsync(string instanceId, CancellationToken cancellation);
}

/// <summary>A backend that can run a command in a machine.</summary>
internal interface ICommandRunner
{
    /// <summary>Whether something in the running machine would take a command. Must not block.</summary>
    bool IsReachable(string instanceId) => true;

    /// <summary>
    /// Runs a shell script as root, as the leader of a group of processes, and gives its output and exit code.
    /// </summary>
    /// <exception cref="IOException">The machine can not be reached; the text says why.</exception>
    Task<CommandOutcome> RunAsync(string instanceId, string script, CancellationToken cancellation);
}

/// <summary>A backend that can let a key into a machine for a while.</summary>
internal interface IKeyGrants
{
    /// <summary>Lets a public key open a user until a moment; nothing happens when there is no such user.</summary>
    /// <exception cref="IOException">The machine can not be reached; the text says why.</exception>
    Task GrantAsync(
        string instanceId, string user, string key, DateTimeOffset until, CancellationToken cancellation);
}

/// <summary>A backend whose machines can be held still while their disks are copied.</summary>
internal interface IMachineHold
{
    /// <summary>
    /// Has the guest's writes reach its volumes, and lets it write nothing until the work is done. A machine that does
    /// not run is held already.
    /// </summary>
    Task HoldAsync(string instanceId, Func<CancellationToken, Task> work, CancellationToken cancellation);
}

/// <summary>A backend that keeps the root disks of its machines by itself.</summary>
internal interface IRootDisk
{
    /// <summary>Writes the bytes that a machine's root disk has now, raw, to a file that is not there yet.</summary>
    Task ExportRootAsync(string instanceId, string volumeId, string path, CancellationToken cancellation);
}

/// <summary>A backend that can give a machine another root, with everything else as it is.</summary>
internal interface IRootReplacement
{
    /// <summary>
    /// Ends the machine in order, gives it the root of <see cref="Machine.Image"/>, and boots it. Called again after a
    /// crash, when it may be done, half done or not begun.
    /// </summary>
    /// <exception cref="MachineException">It cannot be; if the image is at fault, the machine goes on as it
    /// was.</exception>
    Task<MachineFacts> ReplaceRootAsync(Machine machine, CancellationToken cancellation);
}

/// <summary>A backend that can make an image of a machine's root disk.</summary>
internal interface IImageCapture
{
    /// <summary>
    /// Makes the image; while the machine is held for it, its other volumes are copied by <paramref name="meanwhile"/>.
    /// </summary>
    /// <returns>What the backend starts machines of this image by, or null where the root volume's snapshot is
    /// it.</returns>
    /// <exception cref="MachineException">It cannot be; the text becomes the image's state reason.</exception>
    Task<string?> CaptureAsync(
        CaptureWish wish, Func<CancellationToken, Task> meanwhile, CancellationToken cancellation);

    /// <summary>Gives another name to an image that was captured, so that each can go by itself.</summary>
    Task<string?> CopyImageAsync(string reference, string imageId, CancellationToken cancellation);

    /// <summary>Removes captured images of ours but for the wanted ones, asked after looking what there is.</summary>
    Task SweepImagesAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation);
}

/// <summary>A backend that can take images from archives on this host, and write them there.</summary>
internal interface IImageTransfer
{
    /// <summary>Makes the image of an AMI of an archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="imageId">The AMI.</param>
    /// <param name="architecture">Which of several to take, as AWS names it; null for this machine's.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="MachineException">It cannot be; the text becomes the task's status message.</exception>
    Task<ImportedImage> ImportAsync(
        string path, string imageId, string? architecture, CancellationToken cancellation);

    /// <summary>Writes what it starts by this reference to a file, which is there only when it is whole.</summary>
    /// <exception cref="MachineException">It cannot be; the text becomes the task's status message.</exception>
    Task ExportAsync(string reference, string path, CancellationToken cancellation);
}

/// <summary>What came of an import.</summary>
/// <param name="Reference">What the backend starts.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
internal sealed record ImportedImage(string Reference, string Architecture);

/// <summary>An image to make of a machine.</summary>
/// <param name="InstanceId">The machine.</param>
/// <param name="ImageId">The AMI.</param>
/// <param name="Reboots">Whether the machine is shut down for it, as AWS does unless told not to.</param>
internal sealed record CaptureWish(string InstanceId, string ImageId, bool Reboots);

/// <summary>What a command came to.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output, string Error);
