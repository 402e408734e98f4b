using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.AccessKeys;

/// <summary>Deletes an access key.</summary>
internal sealed class DeleteAccessKey : IMutation<DeleteAccessKeyRequest, DeleteAccessKeyResult>
{
    public static DeleteAccessKeyResult Run(DeleteAccessKeyRequest input, Change change)
    {
        change.Remove<AccessKeyRow>(AccessKeyOwner.Get(change, input.UserName, input.AccessKeyId!).Id);
        return new();
    }
}
