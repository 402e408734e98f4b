using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.KeyPairs;

/// <summary>Forgets a key pair. One that does not exist is no error, as on AWS.</summary>
internal sealed class DeleteKeyPair : IMutation<DeleteKeyPairRequest, DeleteKeyPairResult>
{
    public static DeleteKeyPairResult Run(DeleteKeyPairRequest input, Change change)
    {
        if (input.KeyName is null && input.KeyPairId is null) throw CommonErrors.MissingParameter("KeyName");
        var pair = input.KeyPairId is { } id
            ? change.Find<KeyPairRow>(id)
            : KeyPairRow.FindByName(change, input.KeyName!);
        if (pair is not null) change.Remove<KeyPairRow>(pair.Id);
        return new() { Return = true, KeyPairId = pair?.Id };
    }
}
