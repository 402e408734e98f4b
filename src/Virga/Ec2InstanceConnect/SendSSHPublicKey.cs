using Virga.Ec2.Instances;
using Virga.Service;
using Virga.Wire.Ec2InstanceConnect;

namespace Virga.Ec2InstanceConnect;

/// <summary>Lets a key open a user of a running instance for a minute.</summary>
internal sealed class SendSSHPublicKey : IExchange<SendSSHPublicKeyRequest, SendSSHPublicKeyResponse>
{
    public static async ValueTask<SendSSHPublicKeyResponse> RunAsync(
        SendSSHPublicKeyRequest input, Session session, CancellationToken cancellation)
    {
        var at = session.Read();
        if (at.Find<InstanceRow>(input.InstanceId!) is not { } instance) throw ConnectErrors.InstanceNotFound();
        if (input.AvailabilityZone is { } zone && zone != instance.AvailabilityZone)
            throw ConnectErrors.InstanceNotFound();
        session.ThrowIfDryRun();
        // Where nobody lets it in here, the guest's own agent finds it in the metadata, as on AWS.
        await KeyGrant.GiveAsync(
            instance, session.Outside.Machines, input.InstanceOSUser!, input.SSHPublicKey!, at.Now, cancellation)
            .ConfigureAwait(false);
        await session.CommitAsync(change => KeyGrant.Show(
            change, change.Get<InstanceRow>(instance.Id), input.InstanceOSUser!, input.SSHPublicKey!.Trim()))
            .ConfigureAwait(false);
        return new() { Success = true };
    }
}
