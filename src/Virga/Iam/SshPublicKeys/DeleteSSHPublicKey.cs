using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SshPublicKeys;

/// <summary>Deletes a public key of a user.</summary>
internal sealed class DeleteSSHPublicKey : IMutation<DeleteSSHPublicKeyRequest, DeleteSSHPublicKeyResult>
{
    public static DeleteSSHPublicKeyResult Run(DeleteSSHPublicKeyRequest input, Change change)
    {
        change.Remove<SshPublicKeyRow>(SshPublicKeyRow.Get(change, input.UserName, input.SSHPublicKeyId).Id);
        return new();
    }
}
