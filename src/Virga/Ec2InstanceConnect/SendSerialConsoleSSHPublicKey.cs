using Virga.Ec2.Instances;
using Virga.Service;
using Virga.Wire.Ec2InstanceConnect;

namespace Virga.Ec2InstanceConnect;

/// <summary>Lets a key open the serial console of a running virtual machine for a minute.</summary>
internal sealed class SendSerialConsoleSSHPublicKey
    : IExchange<SendSerialConsoleSSHPublicKeyRequest, SendSerialConsoleSSHPublicKeyResponse>
{
    public static async ValueTask<SendSerialConsoleSSHPublicKeyResponse> RunAsync(
        SendSerialConsoleSSHPublicKeyRequest input, Session session, CancellationToken cancellation)
    {
        var at = session.Read();
        if (at.Find<InstanceRow>(input.InstanceId!) is not { } instance) throw ConnectErrors.InstanceNotFound();
        if (input.SerialPort is not (null or 0) || !KeyGrant.IsKey(input.SSHPublicKey!))
            throw ConnectErrors.InvalidArguments();
        session.ThrowIfDryRun();
        var port = SerialConsoleAccess.Port(at, instance, session.Outside.Machines);
        if (port.IsSerialConsoleTaken(instance.Id)) throw ConnectErrors.SerialConsoleTaken();
        await session.CommitAsync(change => KeyGrant.KeepForSerialConsole(
            change, change.Get<InstanceRow>(instance.Id), input.SSHPublicKey!.Trim())).ConfigureAwait(false);
        return new() { Success = true };
    }
}
