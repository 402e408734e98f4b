using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.AccessKeys;

/// <summary>Switches an access key on or off.</summary>
internal sealed class UpdateAccessKey : IMutation<UpdateAccessKeyRequest, UpdateAccessKeyResult>
{
    public static UpdateAccessKeyResult Run(UpdateAccessKeyRequest input, Change change)
    {
        var row = AccessKeyOwner.Get(change, input.UserName, input.AccessKeyId!);
        change.Put(row with { Status = input.Status! });
        return new();
    }
}
