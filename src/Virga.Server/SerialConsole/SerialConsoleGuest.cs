using Virga.Compute;
using Virga.Docker.Ssh;
using Virga.Ec2.Instances;
using Virga.Ec2InstanceConnect;
using Virga.Metadata.Control;
using Virga.Service;
using Virga.State;

namespace Virga.Server.SerialConsole;

/// <summary>
/// The users of the serial consoles' door: <c>i-0123456789abcdef0.port0</c>, of any account and region, for whoever has
/// a key that was sent within the last minute.
/// </summary>
internal sealed class SerialConsoleGuest(Store store, Machines machines) : ISshGuest
{
    private const string Port = ".port0";

    public Task<IReadOnlyList<string>?> KeysOfAsync(string user, CancellationToken cancellation)
    {
        IReadOnlyList<string>? keys = null;
        if (Find(user) is { } found && IsOpen(found))
            keys = SerialConsoleAccess.Keys(found.Instance, store.Time.GetUtcNow());
        return Task.FromResult(keys);
    }

    public Task<ISshProcess> StartAsync(SshSessionRequest request, CancellationToken cancellation)
    {
        if (request.Kind != SshSessionKind.Shell)
            throw new IOException("A serial console runs no commands: what is typed goes to the machine's port.");
        if (Find(request.User) is not { } found) throw new IOException("The instance is gone.");
        try
        {
            var port = SerialConsoleAccess.Port(found.At, found.Instance, machines);
            return Task.FromResult<ISshProcess>(
                new SerialConsoleSession(port.OpenSerialConsole(found.Instance.Id)));
        }
        catch (AwsException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    private bool IsOpen((WorldView At, InstanceRow Instance) found)
    {
        try
        {
            SerialConsoleAccess.Port(found.At, found.Instance, machines);
            return true;
        }
        catch (AwsException)
        {
            return false;
        }
    }

    private (WorldView At, InstanceRow Instance)? Find(string user)
    {
        if (!user.EndsWith(Port, StringComparison.Ordinal)) return null;
        if (InstanceScope.Find(store.World, user[..^Port.Length]) is not { } scope) return null;
        var at = store.Read(scope, Caller.System(scope.Account));
        return at.Find<InstanceRow>(user[..^Port.Length]) is { } instance ? (at, instance) : null;
    }
}
