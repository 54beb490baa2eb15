/*
 * A program with the AWS SDK for JavaScript, version 3, that runs for long:
 * renewal.sh has it ask who it is until the file that it is given is there.
 * It must set nothing, and it does nothing about credentials.
 */
const { existsSync } = require("fs");
const { setTimeout } = require("timers/promises");
const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");

async function main(stop) {
	const sts = new STSClient({});

	while (!existsSync(stop)) {
		try {
			await sts.send(new GetCallerIdentityCommand({}));
			console.log("ok");
		} catch (error) {
			console.log(`failed: ${error.name}: ${error.message}`);
		}
		await setTimeout(300);
	}
}

main(process.argv[2]);
