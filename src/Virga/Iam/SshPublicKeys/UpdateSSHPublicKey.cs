using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SshPublicKeys;

/// <summary>Switches a public key of a user on or off.</summary>
internal sealed class UpdateSSHPublicKey : IMutation<UpdateSSHPublicKeyRequest, UpdateSSHPublicKeyResult>
{
    public static UpdateSSHPublicKeyResult Run(UpdateSSHPublicKeyRequest input, Change change)
    {
        var row = SshPublicKeyRow.Get(change, input.UserName, input.SSHPublicKeyId);
        change.Put(row with { Status = input.Status! });
        return new();
    }
}
