/** Name of the embedded system's second copy of checkpoints, in the folder of its keys. */
export const checkpointFileName = "register-checkpoints.jsonl";
